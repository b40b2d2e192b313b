/* All messages of the program, one list: DIAG(CODE, LEVEL, "what is wrong; what we did").
 * Included by diag.h and diag.c only. A new code needs a case under tests/ that shows it. */

/* base: files, YAML, JSON */
DIAG(FILE_UNREADABLE, ERROR, "cannot read the file; what depends on it was not made")
DIAG(FILE_UNWRITABLE, ERROR, "cannot write the file; nothing was left behind")
DIAG(FILE_TOO_LARGE, ERROR, "the file is larger than the limit; not read")
DIAG(FILE_NUL_BYTE, ERROR, "the file holds a NUL byte and is no text; not read")
DIAG(FILE_BAD_UTF8, ERROR, "the file is not valid UTF-8; not read")
DIAG(FILE_BAD_GZIP, ERROR, "the compressed file is damaged; not read")
DIAG(FILE_OUTSIDE, ERROR, "the path leads out of the publication; not read")
DIAG(YAML_SYNTAX, ERROR, "YAML cannot be read; the file or block was left out")
DIAG(YAML_DUPLICATE_KEY, ERROR, "the key stands twice in one map; the first was kept")
DIAG(YAML_UNKNOWN_KEY, ERROR, "this key is not known here; left out")
DIAG(YAML_MISSING_KEY, ERROR, "a required key is missing; the entry was left out")
DIAG(YAML_WRONG_KIND, ERROR, "the value is of the wrong kind; left out")
DIAG(JSON_SYNTAX, ERROR, "JSON cannot be read; the file was left out")

/* report: the publication */
DIAG(PUBLICATION_BAD_DATE, ERROR, "the date is not year-month-day; the edition was left out")
DIAG(PUBLICATION_EMPTY, ERROR, "the publication declares none; nothing was made")
DIAG(PUBLICATION_UNKNOWN_SUBJECT, ERROR, "no region has this code or group; its documents were left out")
DIAG(PUBLICATION_UNKNOWN_DOCUMENT, ERROR, "no document of the publication matches; nothing was made for it")
DIAG(THEME_UNKNOWN_SPAN, ERROR, "the theme has no such span; the drawing was left out")

/* batch: workers and the build record */
DIAG(BATCH_WORKER_DIED, SYSTEM, "the worker that made the document died; the previous output stays")
DIAG(BATCH_RECORD, WARNING, "the build record cannot be used; every document counts as stale")

/* text: fonts, shaping, hyphenation */
DIAG(FONT_MISSING, ERROR, "a font file is neither in the fonts folder nor installed; its family lacks this face")
DIAG(FONT_DAMAGED, ERROR, "the file cannot be read as a TrueType font; the face was left out")
DIAG(FONT_CFF, ERROR, "the font has CFF outlines, which cannot be embedded; the face was left out")
DIAG(FONT_VARIABLE, ERROR, "the font is a variable one, which cannot be embedded; the face was left out")
DIAG(FONT_RESTRICTED, ERROR, "the font's licence bits forbid embedding a subset; the face was left out")
DIAG(FONT_NO_FACE, ERROR, "a font family has no usable face; no text can be set")
DIAG(FONT_UNKNOWN, ERROR, "no font family of this name is registered; left out")
DIAG(TEXT_MISSING_GLYPH, ERROR, "no font has this sign; a replacement sign was set")
DIAG(TEXT_NO_HYPHENATION, WARNING, "hyphenation patterns cannot be read; words of the language are not divided")

/* theme */
DIAG(THEME_MISSING, ERROR, "the theme lacks a value; the theme was not used")
DIAG(THEME_WRONG, ERROR, "a value of the theme cannot be read; the theme was not used")
DIAG(THEME_FACE, ERROR, "a style names an unknown font family; the theme was not used")

/* data: delimited files, the Data Package, observations */
DIAG(CSV_NO_HEADER, ERROR, "the file has no header row; left out")
DIAG(CSV_RAGGED_ROW, ERROR, "the row is not as wide as the header; the row was left out")
DIAG(CSV_UNCLOSED_QUOTE, ERROR, "a quote is never closed; the file was left out from this record on")
DIAG(CSV_WRONG_DELIMITER, ERROR, "the declared delimiter splits nothing and another one would; the file was left out")
DIAG(CSV_AMBIGUOUS_DELIMITER, WARNING, "two delimiters fit equally well; the first was used")
DIAG(CSV_TOO_LARGE, ERROR, "the table passes a limit; the file was left out")
DIAG(DATA_UNKNOWN_FORMAT, ERROR, "the format of this dataset is not known; left out")
DIAG(DATA_DUPLICATE_NAME, ERROR, "two datasets have this name; the first was kept")
DIAG(DATA_BAD_HEADER, ERROR, "the header is not that of the declared format; the file was left out")
DIAG(DATA_MISSING_COLUMN, ERROR, "a declared column is not in the file; the dataset was left out")
DIAG(DATA_BAD_SCHEMA, ERROR, "the schema cannot be used; the dataset was left out")
DIAG(DATA_UNKNOWN_DIMENSION, ERROR, "the dataset has no such dimension; the setting was left out")
DIAG(DATA_NOT_A_NUMBER, ERROR, "this is no number; treated as missing")
DIAG(DATA_BAD_TIME, ERROR, "this is no year; left out")
DIAG(DATA_BAD_KEY, ERROR, "the first field does not hold one code for each dimension; the row was left out")
DIAG(DATA_UNKNOWN_CODE, ERROR, "the code is not in the declared list; the row was left out")
DIAG(DATA_DUPLICATE_KEY, ERROR, "a value for this key stands earlier in the file; the first was kept")
DIAG(DATA_MORE_FAULTS, NOTE, "further faults of this kind in the file; counted, not listed")
DIAG(DATA_EMPTY, WARNING, "no row of the file passes the filter; the dataset is empty")

/* document: Markdown, numbers, references */
DIAG(MARKDOWN_FRONT_MATTER, ERROR, "the front matter has no closing line ---; read as if there were none")
DIAG(MARKDOWN_HTML, ERROR, "raw HTML is not allowed; left out")
DIAG(MARKDOWN_IMAGE, ERROR, "images cannot be placed from Markdown; left out")
DIAG(MARKDOWN_PRIVATE_USE, ERROR, "a private-use character; replaced by U+FFFD")
DIAG(MARKDOWN_ATTRIBUTES, ERROR, "these attributes cannot be read; left as text")
DIAG(MARKDOWN_UNUSED_ATTRIBUTES, ERROR, "these attributes belong to nothing; left out")
DIAG(MARKDOWN_UNKNOWN_DIRECTIVE, ERROR, "no such directive; its block was left out")
DIAG(MARKDOWN_UNCLOSED_DIRECTIVE, ERROR, "the directive is never closed by a line :::; closed where the text around it ends")
DIAG(MARKDOWN_STRAY_CLOSE, ERROR, "this ::: closes nothing; left out")
DIAG(MARKDOWN_STRAY_BRANCH, ERROR, "this branch stands in no directive that could have it; left out")
DIAG(MARKDOWN_LIMIT, ERROR, "the text exceeds a limit; the rest of it was left out")
DIAG(NOTE_WITHOUT_TEXT, ERROR, "a note is marked but has no text; the mark was left out")
DIAG(NOTE_UNUSED, WARNING, "no mark refers to this note; left out")
DIAG(REFERENCE_UNKNOWN, ERROR, "nothing has the id referred to; printed as it stands")
DIAG(ID_TWICE, ERROR, "another element has this id; references go to the first")

/* template: expressions, directives, filling */
DIAG(EXPRESSION_SYNTAX, ERROR, "the expression cannot be read; nothing was printed for it")
DIAG(EXPRESSION_UNKNOWN_NAME, ERROR, "no such name; nothing was printed for the expression")
DIAG(EXPRESSION_WRONG_KIND, ERROR, "a value of the wrong kind; nothing was printed for the expression")
DIAG(EXPRESSION_UNIT, ERROR, "the units do not fit together; nothing was printed for the expression")
DIAG(EXPRESSION_MISSING_VALUE, ERROR, "a value is missing and the template does not say what to print instead; nothing was printed for it")
DIAG(EXPRESSION_LIMIT, ERROR, "the expression exceeds a limit; nothing was printed for it")
DIAG(TEMPLATE_DIRECTIVE, ERROR, "the directive is not written as it must be; its block was left out")
DIAG(TEMPLATE_MISPLACED, ERROR, "this directive cannot stand here; its block was left out")
DIAG(TEMPLATE_INCLUDE_DEPTH, ERROR, "includes nest too deep, or a file includes itself; left out")
DIAG(TEMPLATE_LABELS, ERROR, "there is no labels file for the language; the document was not made")
DIAG(TEMPLATE_LIMIT, ERROR, "the document exceeds a limit; the rest of it was left out")
DIAG(TEMPLATE_SUBJECT, ERROR, "no region has the code of the subject; the document was not made")
DIAG(TEMPLATE_TABLE, ERROR, "the table block holds no table, or more than one; only the first was taken")
DIAG(CITATION_UNKNOWN, ERROR, "the bibliography has no such key; printed as it stands")

/* inspect */
DIAG(INSPECT_UNKNOWN_NAME, ERROR, "no series or value has this name; nothing was printed")

/* chart and output of drawings */
DIAG(CHART_UNKNOWN_KIND, ERROR, "there is no chart of this kind; the drawing was left out")
DIAG(CHART_UNKNOWN_OPTION, ERROR, "this kind of chart has no such option; left out")
DIAG(CHART_BAD_OPTION, ERROR, "the option's value cannot be used; the default was taken")
DIAG(CHART_NO_DATA, ERROR, "there is no value to draw; the drawing was left out")
DIAG(CHART_TOO_MANY_SERIES, WARNING, "the chart has more series than its kind can show; the last ones were left out")
DIAG(CHART_NO_SHAPE, WARNING, "the map has no shape for the subject; drawn without highlight")
DIAG(CHART_NO_REFERENCE, WARNING, "there is no value for the reference; drawn without its line")
DIAG(CHART_LABEL_CUT, WARNING, "a label does not fit; cut with an ellipsis")
DIAG(CHART_LABEL_OVERLAP, WARNING, "two labels of the chart touch each other; drawn as they are")
DIAG(CHART_LABEL_OUTSIDE, WARNING, "a label leaves the frame of the chart; drawn as it is")
DIAG(RASTER_FAILED, SYSTEM, "the picture could not be made; nothing was written")

/* layout */
DIAG(LAYOUT_OVERFULL, WARNING, "a word or value is wider than its line; broken or set as it stands")
DIAG(LAYOUT_TOO_TALL, WARNING, "a block is higher than a page and cannot be split; it runs out of the frame")
DIAG(LAYOUT_OUTSIDE, ERROR, "something stands outside the frame of its page; left where it is")
DIAG(LAYOUT_OVERLAP, ERROR, "two texts of a page overlap; left where they are")
DIAG(LAYOUT_EMPTY_THIRD, WARNING, "a third or more of the page stays empty; printed so")
DIAG(LAYOUT_NO_FORM, WARNING, "blocks of this name have no form of their own; the content was set plainly")
DIAG(LAYOUT_NO_DRAWING, WARNING, "the figure has no drawing; its caption was set without it")
DIAG(LAYOUT_PAGES_MOVE, WARNING, "page numbers did not stand still; those of the last round were printed")

/* output: PDF */
DIAG(PDF_BACK_END, SYSTEM, "the PDF back end failed; the document was not written")
DIAG(PDF_FACE, ERROR, "a face cannot be embedded; the document was not written")
DIAG(PDF_NO_GLYPH, ERROR, "text was set with a glyph that shows nothing; the document was not written")
DIAG(PDF_NO_PROFILE, ERROR, "the colour profile is missing or is no RGB profile; the document was not written")
DIAG(PDF_NO_ALTERNATIVE, WARNING, "a figure has no text alternative; its caption stands in, or it is marked as decoration")
DIAG(PDF_UNTAGGED_TEXT, WARNING, "printed text belongs to no part of the document; marked as decoration")

/* geo: codes, names and shapes of regions */
DIAG(GEO_EMPTY, ERROR, "no region codes were found; no document has a subject")
DIAG(GEO_MISSING_COLUMN, ERROR, "the table of regions lacks a column; the table was left out")
DIAG(GEO_UNKNOWN_CODE, ERROR, "no region has this code; left out")
DIAG(GEO_BAD_LEVEL, ERROR, "the level of regions must be 0 to 3; left out")
DIAG(GEO_BAD_SHAPE, ERROR, "the geometry is no polygon of positions; the shape was left out")

/* indicator: definitions, methods, selections */
DIAG(INDICATOR_UNKNOWN_METHOD, ERROR, "no method has this name; the series was left out")
DIAG(INDICATOR_UNKNOWN_DATASET, ERROR, "the Data Package has no such dataset, or it could not be read; the series was left out")
DIAG(INDICATOR_UNKNOWN_SERIES, ERROR, "no series of this name stands before this definition; the series was left out")
DIAG(INDICATOR_UNKNOWN_DIMENSION, ERROR, "there is no such dimension; the series was left out")
DIAG(INDICATOR_UNKNOWN_CODE, ERROR, "there is no such code; the series was left out")
DIAG(INDICATOR_DUPLICATE_NAME, ERROR, "two series have this name; the first was kept")
DIAG(INDICATOR_DUPLICATE_CODE, ERROR, "the code stands twice in its list; the first was kept")
DIAG(INDICATOR_AMBIGUOUS, ERROR, "several observations fall on one point, a dimension is not fixed; the first was kept")
DIAG(INDICATOR_MIXED_VERSIONS, ERROR, "regions of different versions of NUTS would be mixed; the series was left out")
DIAG(INDICATOR_NO_HIERARCHY, ERROR, "the members of this dimension have no parents; the series was left out")
DIAG(INDICATOR_LIMIT, ERROR, "a definition passes a limit; the series was left out")
DIAG(INDICATOR_LEFT_OUT, NOTE, "a series is missing; what asks for it will say so")
DIAG(CROSSWALK_WEIGHTS, ERROR, "a weight is not between 0 and 1, or the weights of a sector sum to more; the series was left out")
DIAG(SELECTION_EMPTY, WARNING, "the selection holds no value; shown as empty")

/* policy: descriptions with front matter */
DIAG(POLICY_INCOMPLETE, ERROR, "the front matter lacks what every description needs; the description was left out")
DIAG(POLICY_UNKNOWN_WORD, ERROR, "the word is not in the vocabulary of this category; the description was left out")
