#include "diagram/words.h"

#include <stddef.h>
#include <string.h>

static const struct diagram_words languages[] = {
    {
        .language = "en",
        .swot_names = { "Strengths", "Weaknesses", "Opportunities", "Threats" },
        .swot_glosses = { "internal · helpful", "internal · harmful", "external · helpful", "external · harmful" },
        .pest_names = { "Political", "Economic", "Socio-cultural", "Technological" },
        .top = "Overall effect",
        .effects = "Effects",
        .core = "Core problem",
        .causes = "Causes",
        .roots = "Roots",
        .objective = "Objective",
        .objectives = "Specific objectives",
        .measures = "Measures",
        .action = "Action",
        .lead = "Lead",
        .preparation = "preparation or review",
        .implementation = "implementation",
        .milestone = "milestone",
        .quarter = "Q",
        .swot = "Strengths, weaknesses, opportunities and threats",
        .pest = "Political, economic, socio-cultural and technological conditions",
        .problem_tree = "Problem tree, from the roots to the effects",
        .strategy_tree = "Strategy tree, from the objective to the measures",
        .process = "Process",
        .steps = "Steps",
        .timeline = "Timeline",
        .gantt = "Plan",
        .roadmap = "Roadmap",
        .venn = "Three overlapping circles",
        .priorities = "Matrix of priorities",
        .hubs = "Hubs around a core",
        .leads_to = "leads to",
        .serves = "reached by",
        .linked_to = "linked to",
        .update = "State of",
        .done = "done",
        .overlap = "shared by",
        .note = "Note",
        .until = "to",
    },
};

const struct diagram_words *diagram_words_find(const char *language) {
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        if (language && strcmp(languages[i].language, language) == 0) {
            return &languages[i];
        }
    }
    return &languages[0];
}
