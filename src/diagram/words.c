#include "diagram/words.h"

#include "base/wording.h"
#include "diagram/diagram.h"

#include <stddef.h>
#include <string.h>

static const struct diagram_words english = {
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
};

static const struct wording_place places[] = {
#define WORD(name, key, count) { key, offsetof(struct diagram_words, name), count },
#include "diagram/word_list.h"
#undef WORD
    { 0 },
};

const struct diagram_words *diagram_words_over(struct arena *arena, const struct yaml *map) {
    return wording_over(arena, &english, sizeof english, map, places);
}

void diagram_check_words(struct arena *arena, struct diag *diag, const struct yaml *map) {
    wording_check(arena, diag, map, places);
}
