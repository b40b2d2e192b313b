/* Words that diagrams print or say by themselves. Included in diagram/ only. */
#ifndef ALMANAC_DIAGRAM_WORDS_H
#define ALMANAC_DIAGRAM_WORDS_H

struct diagram_words {
    const char *swot_names[4], *swot_glosses[4]; /* strengths, weaknesses, opportunities, threats */
    const char *pest_names[4];                   /* political, economic, social, technological */
    const char *top, *effects, *core, *causes, *roots; /* levels of a problem tree */
    const char *objective, *objectives, *measures;     /* columns of a strategy tree */
    const char *action, *lead;                         /* columns of a plan */
    const char *preparation, *implementation, *milestone; /* key of a roadmap */
    const char *quarter;                               /* "Q" before the number */
    /* of text alternatives: what it is */
    const char *swot, *pest, *problem_tree, *strategy_tree, *process, *steps, *timeline, *gantt, *roadmap, *venn,
        *priorities, *hubs;
    const char *leads_to, *serves, *linked_to, *update, *done, *overlap, *note, *until;
};

/* The words of map, a language file's (may be NULL), over the English ones. */
struct arena;
struct yaml;
const struct diagram_words *diagram_words_over(struct arena *arena, const struct yaml *map);

#endif
