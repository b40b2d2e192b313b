/* The kinds of diagrams: KIND(the name in templates, the C name of its const struct diagram_kind). A new kind is one
 * file that defines diagram_kind_<name>, and one row here. Included by diagram.c only. */
KIND("swot", swot)
KIND("pest", pest)
KIND("problem-tree", problem_tree)
KIND("strategy-tree", strategy_tree)
KIND("process", process)
KIND("steps", steps)
KIND("timeline", timeline)
KIND("gantt", gantt)
KIND("roadmap", roadmap)
KIND("venn", venn)
KIND("priorities", priorities)
KIND("hubs", hubs)
