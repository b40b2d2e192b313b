/* Lengths and counts that a theme must define: NUMBER(CODE, "dotted.path in theme.yaml"). Points unless the
 * value in theme.yaml carries "mm"; plain counts and ratios stand without unit. Included by theme.h and theme.c only.
 * Rooms that need a further number add a row here and the value in every theme.yaml. */
NUMBER(GRID_STEP, "grid.step")             /* baseline grid */
NUMBER(STROKE_FIGURE, "strokes.figure")
NUMBER(STROKE_ENTRY, "strokes.entry")       /* above key figures and entries of contents */
NUMBER(STROKE_TABLE, "strokes.table")
NUMBER(STROKE_ROW, "strokes.row")
NUMBER(STROKE_BLOCK, "strokes.block")
NUMBER(STROKE_CALLOUT, "strokes.callout")
NUMBER(STROKE_FOOTNOTE, "strokes.footnote")
NUMBER(STROKE_ZERO, "strokes.zero")
NUMBER(STROKE_GRID, "strokes.grid")
NUMBER(STROKE_SEPARATOR, "strokes.separator")
NUMBER(CALLOUT_INSET, "callout.inset")
NUMBER(LIST_INDENT, "list.indent")
NUMBER(BIBLIOGRAPHY_HANG, "bibliography.hang")
NUMBER(TABLE_GAP, "table.gap")             /* between columns */
NUMBER(TABLE_ROW_ABOVE, "table.above")
NUMBER(TABLE_ROW_BELOW, "table.below")
NUMBER(TABLE_PARAGRAPH_GAP, "table.paragraph-gap") /* between blocks in a cell or callout */
NUMBER(TABLE_BLOCK_ABOVE, "table.block-above") /* in rows of class "block" */
NUMBER(TABLE_BLOCK_BELOW, "table.block-below")
NUMBER(TABLE_ICON, "table.icon")           /* width of the column in which an icon hangs */
NUMBER(TABLE_TICK, "table.tick")           /* from a tick to its text */
NUMBER(TABLE_LEVEL_PITCH, "table.level-pitch") /* of rows of class "level" */
NUMBER(TABLE_LEVEL_PAD, "table.level-pad") /* above and below such rows that belong together */
NUMBER(FOOTNOTE_INDENT, "footnote.indent")
NUMBER(FREE_AT_END, "pages.free-at-end")   /* how much of a page may stay free */
NUMBER(HYPHEN_MIN_WORD, "hyphenation.word")
NUMBER(HYPHEN_LEFT, "hyphenation.left")
NUMBER(HYPHEN_RIGHT, "hyphenation.right")
NUMBER(HYPHEN_ONE_IN, "hyphenation.one-line-in")
NUMBER(LAST_LINE_WIDTH, "paragraph.last-line")
NUMBER(JUSTIFIED, "paragraph.justified")   /* 1: running text reaches both edges; 0: ragged right */
NUMBER(SIZE_MIN, "type.min-size")          /* no text of a page is smaller, but raised signs */
NUMBER(CONTRAST_MIN, "type.min-contrast")  /* of text against what it lies on, as a ratio */
NUMBER(TAB_WIDTH, "tab.width")
NUMBER(TAB_HEIGHT, "tab.height")
NUMBER(TAB_COVER_HEIGHT, "tab.cover-height")
NUMBER(RUNNING_TOP, "running.top")         /* top of the running head's line */
NUMBER(FOOT_BOTTOM, "running.foot")        /* bottom of the foot's line above the page's edge */
NUMBER(H1_WIDTH, "h1.width")
NUMBER(COVER_GROUND_HEIGHT, "cover.ground-height")
NUMBER(COVER_SERIES_TOP, "cover.series-top")
NUMBER(COVER_TITLE_TOP, "cover.title-top")
NUMBER(COVER_TITLE_MIN, "cover.title-min-size")
NUMBER(COVER_SUBTITLE_TOP, "cover.subtitle-top")
NUMBER(COVER_SUBTITLE_WIDTH, "cover.subtitle-width")
NUMBER(COVER_PROFILE_TOP, "cover.profile-top")
NUMBER(COVER_PROFILE_PITCH, "cover.profile-pitch")
NUMBER(COVER_PROFILE_BAR, "cover.profile-bar")
NUMBER(COVER_NOTE_TOP, "cover.note-top")
NUMBER(COVER_FACTS_TOP, "cover.facts-top")
NUMBER(COVER_LOCATOR_WIDTH, "cover.locator-width")
NUMBER(COVER_LOCATOR_HEIGHT, "cover.locator-height")
NUMBER(DIVIDER_GROUND_HEIGHT, "divider.ground-height")
NUMBER(DIVIDER_HEAD_TOP, "divider.head-top")
NUMBER(DIVIDER_NUMERAL_X, "divider.numeral-x")
NUMBER(DIVIDER_NUMERAL_TOP, "divider.numeral-top")
NUMBER(FIGURE_BEFORE, "figure.before")     /* space above a figure, table or row of key figures */
NUMBER(FIGURE_AFTER, "figure.after")
NUMBER(SIDE_GAP, "side.gap")               /* between two things in the side span */
NUMBER(KEY_UNIT_GAP, "key-figure.unit-gap") /* between value and unit */
NUMBER(KEY_VALUE_MIN, "key-figure.min-size") /* a long value is set smaller, down to this size */
NUMBER(CONTENTS_TOP, "contents.top")       /* first rule below the frame's top */
NUMBER(CONTENTS_LISTS_ABOVE, "contents.lists-above") /* between the entries and the lists of figures and tables */
NUMBER(CONTENTS_LIST_ROW, "contents.list-row") /* row pitch of those lists */
NUMBER(CONTENTS_LIST_LABEL, "contents.list-label") /* width of their label column */
NUMBER(COVER_LOCATOR_TOP, "cover.locator-top")
NUMBER(DIVIDER_CONTENTS_TOP, "divider.contents-top")
NUMBER(DIVIDER_FINDINGS_TOP, "divider.findings-top")
NUMBER(DIVIDER_ROW_ABOVE, "divider.row-above") /* space above and below the text of an entry */
NUMBER(SLIDE_EYEBROW_TOP, "slide.eyebrow-top")
NUMBER(SLIDE_TITLE_TOP, "slide.title-top")
NUMBER(SLIDE_TITLE_WIDTH, "slide.title-width")
NUMBER(SLIDE_TITLE_LINES, "slide.title-lines") /* at most */
NUMBER(SLIDE_WORDS, "slide.words")         /* at most, beside a drawing */
NUMBER(SLIDE_CLOSING_TOP, "slide.closing-top")
NUMBER(CHART_SCALE, "chart.scale")         /* drawings are so many times as large, type and strokes with them */
NUMBER(CHART_HALF_STEP, "chart.half-step")
NUMBER(BAR_LABEL_WIDTH, "chart.bar.label-width")
NUMBER(BAR_PLOT_WIDTH, "chart.bar.plot-width")
NUMBER(BAR_VALUE_STEP, "chart.bar.value-step")
NUMBER(BAR_PITCH, "chart.bar.pitch")
NUMBER(BAR_PITCH_3, "chart.bar.pitch-3")
NUMBER(BAR_SUBJECT, "chart.bar.subject")
NUMBER(BAR_COMPARATOR, "chart.bar.comparator")
NUMBER(BAR_GAP, "chart.bar.gap")
NUMBER(BAR_HEAD, "chart.bar.head")         /* height of the head with ticks and column names */
NUMBER(RANKED_PITCH, "chart.ranked.pitch")
NUMBER(RANKED_PEER, "chart.ranked.peer")
NUMBER(RANKED_SUBJECT, "chart.ranked.subject")
NUMBER(RANKED_RANK_RIGHT, "chart.ranked.rank-right")
NUMBER(RANKED_NAME_LEFT, "chart.ranked.name-left")
NUMBER(RANKED_PLOT_LEFT, "chart.ranked.plot-left")
NUMBER(RANKED_PLOT_RIGHT, "chart.ranked.plot-right")
/* These may be left out, and are then 0: see is_optional in read.c. */
NUMBER(CONTENTS_LEADER, "contents.leader") /* from dot to dot of the leaders; 0: none */
NUMBER(CONTENTS_INDENT, "contents.indent") /* of entries, a level */
NUMBER(TABLE_INSET, "table.inset")         /* grounds and rules reach so far beyond the text at both sides of a table */
NUMBER(TABLE_HEAD_GROUND, "table.head-ground") /* 1: heads and totals lie on the dark colour of the subject */
NUMBER(DIVIDER_BARE, "divider.bare")       /* 1: no running head and no page number on dividers */
NUMBER(FIGURE_DATA_ROWS, "figure.data-rows") /* figures of up to so many rows are followed by their data as a table */
NUMBER(RUNNING_INDENT, "running.indent")   /* of the running head's text, behind the mark of the house */
