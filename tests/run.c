/* The golden runner: runs the program on every case under tests/golden/<stage>/ and compares what it prints with the
 * files beside the case. tests/README.md says how cases are written.
 *
 *     run [--update] BINARY [STAGE | STAGE/CASE …]
 *
 * Exit status: 0 all passed, 1 something differs, 2 usage or an unreadable folder. */
#include "base/arena.h"
#include "base/buffer.h"
#include "base/diag.h"
#include "base/file.h"

#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CASE_SECONDS = 60, WORDS_MAX = 64, CONTEXT_LINES = 3, SHOWN_LINES = 40 };

/* Opens and closes an example in a .md file; 32 backticks, so that no example needs as many. */
static const char fence[] = "````````````````````````````````";

struct run {
    struct arena *arena;
    struct diag *diag;
    const char *binary; /* absolute */
    const char *golden; /* the folder tests/golden, absolute */
    bool update;
    size_t passed;
    size_t failed;
};

struct stage {
    const char *name;
    const char *folder;  /* absolute */
    const char *command; /* with its placeholders */
    const char *cases;   /* extensions of case files, blank-separated; NULL: every one that is not an answer */
};

/* One input to run: a case file, or an example of a .md file. */
struct input {
    const char *label;  /* as printed */
    const char *folder; /* where the program runs */
    const char *file;   /* name in folder */
    const char *stem;   /* file up to its first point */
};

struct answer {
    const char *out;
    const char *messages;
    int status; /* exit status, or 1000 + signal */
};

/* ---- text ---- */

static const char *read_text(struct run *run, const char *path) {
    const struct source_file *file = file_read_bytes(run->arena, run->diag, NULL, path, (struct source_pos){ 0 });
    return file ? file->text : "";
}

static const char *read_if_there(struct run *run, const char *path) {
    return file_exists(path) ? read_text(run, path) : "";
}

static const char *replace_all(struct arena *arena, const char *text, const char *from, const char *to) {
    struct buffer out = buffer_new(arena);
    buffer_text(&out, "");
    for (const char *hit; (hit = strstr(text, from)); text = hit + strlen(from)) {
        buffer_add(&out, text, (size_t)(hit - text));
        buffer_text(&out, to);
    }
    buffer_text(&out, text);
    return out.data;
}

static bool is_word_of(const char *list, const char *word) {
    size_t size = strlen(word);
    for (const char *at = list; *at;) {
        size_t length = strcspn(at, " ");
        if (length == size && strncmp(at, word, size) == 0) {
            return true;
        }
        at += length;
        at += strspn(at, " ");
    }
    return false;
}

/* ---- differences ---- */

struct lines {
    const char **starts;
    size_t count;
};

static struct lines split_lines(struct arena *arena, const char *text) {
    struct lines lines = { 0 };
    size_t capacity = 0;
    while (*text) {
        size_t size = strcspn(text, "\n");
        lines.starts = arena_grow(arena, lines.starts, lines.count, &capacity, sizeof *lines.starts);
        lines.starts[lines.count++] = arena_copy(arena, text, size);
        text += size + (text[size] == '\n');
    }
    return lines;
}

static void print_lines(char mark, struct lines lines, size_t from, size_t to) {
    for (size_t i = from; i < to; i++) {
        if (i - from == SHOWN_LINES) {
            printf("  %c … %zu lines more\n", mark, to - i);
            return;
        }
        printf("  %c %s\n", mark, lines.starts[i]);
    }
}

/* Prints the lines between the first and the last difference, with some around them. */
static void print_difference(struct arena *arena, const char *name, const char *expected, const char *found) {
    struct lines old = split_lines(arena, expected);
    struct lines new = split_lines(arena, found);
    size_t head = 0, tail = 0;
    while (head < old.count && head < new.count && strcmp(old.starts[head], new.starts[head]) == 0) {
        head++;
    }
    while (tail < old.count - head && tail < new.count - head &&
           strcmp(old.starts[old.count - 1 - tail], new.starts[new.count - 1 - tail]) == 0) {
        tail++;
    }
    printf("  --- expected %s\n  +++ found, from line %zu on\n", name, head + 1);
    print_lines(' ', old, head > CONTEXT_LINES ? head - CONTEXT_LINES : 0, head);
    print_lines('-', old, head, old.count - tail);
    print_lines('+', new, head, new.count - tail);
    print_lines(' ', old, old.count - tail, old.count - (tail > CONTEXT_LINES ? tail - CONTEXT_LINES : 0));
}

/* ---- running the program ---- */

static const char *substitute(struct run *run, const struct stage *stage, const struct input *input, const char *word) {
    word = replace_all(run->arena, word, "{case}", input->stem);
    word = replace_all(run->arena, word, "{file}", input->file);
    return replace_all(run->arena, word, "{dir}", stage->folder);
}

/* Adds the lines of the case file as words, each by itself. Returns the number of words. */
static size_t add_lines(struct run *run, const struct input *input, char **words, size_t count) {
    const char *text = read_text(run, file_join(run->arena, input->folder, input->file));
    while (*text && count + 1 < WORDS_MAX) {
        size_t size = strcspn(text, "\n");
        words[count++] = arena_copy(run->arena, text, size);
        text += size + (text[size] == '\n');
    }
    return count;
}

/* Splits the command into words; a group in [ ] is left out unless the last file that it names is there. */
static void build_arguments(struct run *run, const struct stage *stage, const struct input *input, char **words) {
    size_t count = 0, group = 0;
    words[count++] = arena_text(run->arena, "almanac");
    for (const char *at = stage->command; *at && count + 1 < WORDS_MAX;) {
        size_t size = strcspn(at, " ");
        char *word = arena_copy(run->arena, at, size);
        at += size;
        at += strspn(at, " ");
        if (strcmp(word, "{lines}") == 0) {
            count = add_lines(run, input, words, count);
            continue;
        }
        if (word[0] == '[') {
            word++;
            group = count;
        }
        size_t length = strlen(word);
        bool closes = group > 0 && length > 0 && word[length - 1] == ']';
        if (closes) {
            word[length - 1] = '\0';
        }
        words[count++] = arena_text(run->arena, substitute(run, stage, input, word));
        if (closes && !file_exists(file_join(run->arena, input->folder, words[count - 1]))) {
            count = group;
        }
        group = closes ? 0 : group;
    }
    words[count] = NULL;
}

/* Becomes the program; the alarm outlives the change and ends a run that does not end. */
static _Noreturn void become(const struct run *run, const struct input *input, char **words, FILE *out, FILE *messages) {
    alarm(CASE_SECONDS);
    if (chdir(input->folder) != 0 || dup2(fileno(out), 1) < 0 || dup2(fileno(messages), 2) < 0) {
        _exit(126);
    }
    execv(run->binary, words);
    _exit(127);
}

static const char *read_stream(struct arena *arena, FILE *stream) {
    struct buffer text = buffer_new(arena);
    buffer_text(&text, "");
    rewind(stream);
    char part[4096];
    for (size_t size; (size = fread(part, 1, sizeof part, stream)) > 0;) {
        buffer_add(&text, part, size);
    }
    fclose(stream);
    return text.data;
}

static struct answer ask(struct run *run, const struct stage *stage, const struct input *input) {
    char *words[WORDS_MAX];
    build_arguments(run, stage, input, words);
    FILE *out = tmpfile();
    FILE *messages = tmpfile();
    if (!out || !messages) {
        perror("run: temporary file");
        exit(2);
    }
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        become(run, input, words, out, messages);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return (struct answer){
        .out = read_stream(run->arena, out),
        .messages = read_stream(run->arena, messages),
        .status = WIFSIGNALED(status) ? 1000 + WTERMSIG(status) : WEXITSTATUS(status),
    };
}

/* ---- case files ---- */

/* The exit status that messages call for; a .status file overrides it. */
static int usual_status(const char *messages) {
    return strstr(messages, ": system error: ") ? 3 : strstr(messages, ": error: ") ? 1 : 0;
}

static bool check_text(struct run *run, const char *path, const char *name, const char *found) {
    const char *expected = read_if_there(run, path);
    if (strcmp(expected, found) == 0) {
        return true;
    }
    print_difference(run->arena, name, expected, found);
    return false;
}

static void describe_status(int status) {
    if (status == 1000 + SIGALRM) {
        printf("  did not end within %d s\n", CASE_SECONDS);
    } else if (status >= 1000) {
        printf("  killed by signal %d\n", status - 1000);
    } else {
        printf("  exit status %d\n", status);
    }
}

static void count_result(struct run *run, bool passed, const char *label) {
    if (passed) {
        run->passed++;
    } else {
        run->failed++;
        printf("FAILED %s\n", label);
    }
}

/* Writes what was found beside the case; an empty .diag and a usual .status are removed. */
static void update_files(struct run *run, const char *base, struct answer answer) {
    const char *status = arena_print(run->arena, "%d\n", answer.status);
    const char *diag_path = arena_print(run->arena, "%s.diag", base);
    const char *status_path = arena_print(run->arena, "%s.status", base);
    file_write(run->diag, arena_print(run->arena, "%s.out", base), answer.out, strlen(answer.out));
    unlink(diag_path);
    unlink(status_path);
    if (answer.messages[0]) {
        file_write(run->diag, diag_path, answer.messages, strlen(answer.messages));
    }
    if (answer.status != usual_status(answer.messages)) {
        file_write(run->diag, status_path, status, strlen(status));
    }
}

static void run_case(struct run *run, const struct stage *stage, const char *file) {
    struct input input = {
        .label = file_join(run->arena, stage->name, file),
        .folder = stage->folder,
        .file = file,
        .stem = arena_copy(run->arena, file, strcspn(file, ".")),
    };
    const char *base = file_join(run->arena, stage->folder, input.stem);
    struct answer answer = ask(run, stage, &input);
    if (run->update && answer.status < 1000) {
        update_files(run, base, answer);
    }
    const char *status_text = read_if_there(run, arena_print(run->arena, "%s.status", base));
    const char *diag_path = arena_print(run->arena, "%s.diag", base);
    int expected = status_text[0] ? atoi(status_text) : usual_status(read_if_there(run, diag_path));
    bool passed = check_text(run, arena_print(run->arena, "%s.out", base), "output", answer.out);
    passed = check_text(run, diag_path, "messages", answer.messages) && passed;
    if (answer.status != expected) {
        describe_status(answer.status);
        printf("  expected exit status %d\n", expected);
        passed = false;
    }
    count_result(run, passed, input.label);
}

/* ---- examples in Markdown ---- */

/* Where in a .md file an example's parts stand. */
struct example {
    const char *input, *input_end;
    const char *expected, *expected_end;
    size_t line;
};

static const char *next_line(const char *at) {
    const char *end = strchr(at, '\n');
    return end ? end + 1 : at + strlen(at);
}

static bool is_line(const char *at, const char *text) {
    size_t size = strlen(text);
    return strncmp(at, text, size) == 0 && (at[size] == '\n' || at[size] == '\0');
}

/* Finds the next example from *at on and moves *at and *line behind it. False if there is none. */
static bool find_example(const char **at, size_t *line, struct example *example) {
    char opening[sizeof fence + 8];
    snprintf(opening, sizeof opening, "%s example", fence);
    for (; **at && !is_line(*at, opening); *at = next_line(*at)) {
        ++*line;
    }
    if (!**at) {
        return false;
    }
    *example = (struct example){ .line = *line, .input = next_line(*at) };
    for (*at = example->input; **at && !is_line(*at, fence); *at = next_line(*at)) {
        ++*line;
        if (!example->expected && is_line(*at, ".")) {
            example->input_end = *at;
            example->expected = next_line(*at);
        }
    }
    example->expected_end = *at;
    return **at && example->expected;
}

/* Runs the program on an example in a folder of its own; what it should print is output, then messages. */
static const char *ask_example(struct run *run, const struct stage *stage, const char *text) {
    char *folder = arena_print(run->arena, "%s/almanac-XXXXXX", P_tmpdir);
    if (!mkdtemp(folder)) {
        perror("run: temporary folder");
        exit(2);
    }
    struct input input = { .folder = folder, .file = "example.md", .stem = "example" };
    const char *path = file_join(run->arena, folder, input.file);
    file_write(run->diag, path, text, strlen(text));
    struct answer answer = ask(run, stage, &input);
    unlink(path);
    rmdir(folder);
    if (answer.status > 1) {
        describe_status(answer.status);
        return arena_print(run->arena, "%s%s(status %d)\n", answer.out, answer.messages, answer.status);
    }
    return arena_print(run->arena, "%s%s", answer.out, answer.messages);
}

static void run_examples(struct run *run, const struct stage *stage, const char *file) {
    const char *path = file_join(run->arena, stage->folder, file);
    const char *text = read_text(run, path);
    struct buffer updated = buffer_new(run->arena);
    const char *at = text, *copied = text;
    size_t line = 1;
    for (struct example example; find_example(&at, &line, &example); at = next_line(at), line += 2) {
        size_t size = (size_t)(example.input_end - example.input);
        const char *input = replace_all(run->arena, arena_copy(run->arena, example.input, size), "→", "\t");
        const char *found = replace_all(run->arena, ask_example(run, stage, input), "\t", "→");
        size = (size_t)(example.expected_end - example.expected);
        const char *expected = arena_copy(run->arena, example.expected, size);
        buffer_add(&updated, copied, (size_t)(example.expected - copied));
        buffer_text(&updated, found);
        copied = example.expected_end;
        bool passed = run->update || strcmp(expected, found) == 0;
        if (!passed) {
            print_difference(run->arena, "answer", expected, found);
        }
        count_result(run, passed, arena_print(run->arena, "%s/%s:%zu", stage->name, file, example.line));
    }
    buffer_text(&updated, copied);
    if (run->update && strcmp(text, updated.data) != 0) {
        file_write(run->diag, path, updated.data, updated.size);
    }
}

/* ---- stages ---- */

static bool is_folder(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* The last extension of a file name, without the point; "" if it has none. */
static const char *extension(const char *name) {
    const char *point = strrchr(name, '.');
    return point ? point + 1 : "";
}

static bool is_case(const struct stage *stage, const char *file) {
    if (stage->cases) {
        return is_word_of(stage->cases, extension(file));
    }
    return extension(file)[0] != '\0' && !is_word_of("out diag status md", extension(file));
}

/* Reads the stage's file `command`: the arguments, then perhaps a line "cases: EXTENSION …". */
static bool open_stage(struct run *run, const char *name, struct stage *stage) {
    *stage = (struct stage){ .name = name, .folder = file_join(run->arena, run->golden, name) };
    const char *path = file_join(run->arena, stage->folder, "command");
    if (!file_exists(path)) {
        printf("FAILED %s: no file \"command\" in its folder\n", name);
        run->failed++;
        return false;
    }
    struct lines lines = split_lines(run->arena, read_text(run, path));
    for (size_t i = 0; i < lines.count; i++) {
        const char *line = lines.starts[i];
        if (strncmp(line, "cases: ", 7) == 0) {
            stage->cases = line + 7;
        } else if (line[0] != '#' && line[0] != '\0' && !stage->command) {
            stage->command = line;
        }
    }
    stage->command = stage->command ? stage->command : "";
    return true;
}

/* Runs the stage's cases; only, if not NULL, is the name or the stem of the wanted ones. */
static void run_stage(struct run *run, const char *name, const char *only) {
    struct stage stage;
    if (!open_stage(run, name, &stage)) {
        return;
    }
    size_t count, ran = 0;
    const char *const *files = file_list(run->arena, stage.folder, &count);
    for (size_t i = 0; i < count; i++) {
        const char *stem = arena_copy(run->arena, files[i], strcspn(files[i], "."));
        bool wanted = !only || strcmp(only, files[i]) == 0 || strcmp(only, stem) == 0;
        if (!wanted || is_folder(file_join(run->arena, stage.folder, files[i]))) {
            continue;
        }
        if (strcmp(extension(files[i]), "md") == 0 && !stage.cases) {
            run_examples(run, &stage, files[i]);
            ran++;
        } else if (is_case(&stage, files[i])) {
            run_case(run, &stage, files[i]);
            ran++;
        }
    }
    if (ran == 0) {
        printf("FAILED %s%s%s: no such case\n", name, only ? "/" : "", only ? only : "");
        run->failed++;
    }
}

/* Runs what the argument names: "table", "table/x", "table/x.csv", also with the path up to it. */
static void run_argument(struct run *run, const char *argument) {
    const char *golden = strstr(argument, "golden/");
    argument = golden ? golden + strlen("golden/") : argument;
    size_t size = strcspn(argument, "/");
    const char *only = argument[size] == '/' && argument[size + 1] ? argument + size + 1 : NULL;
    run_stage(run, arena_copy(run->arena, argument, size), only);
}

/* Runs every stage; a folder that is a publication is what stages share. */
static void run_all(struct run *run) {
    size_t count;
    const char *const *names = file_list(run->arena, run->golden, &count);
    for (size_t i = 0; i < count; i++) {
        const char *folder = file_join(run->arena, run->golden, names[i]);
        if (is_folder(folder) && !file_exists(file_join(run->arena, folder, "almanac.yaml"))) {
            run_stage(run, names[i], NULL);
        }
    }
}

int main(int argc, char **argv) {
    struct arena *arena = arena_new();
    struct run run = { .arena = arena, .diag = diag_new(arena), .golden = ALMANAC_GOLDEN };
    int next = 1;
    if (next < argc && strcmp(argv[next], "--update") == 0) {
        run.update = true;
        next++;
    }
    char binary[PATH_MAX];
    if (next >= argc || !realpath(argv[next], binary)) {
        fprintf(stderr, "usage: run [--update] BINARY [STAGE | STAGE/CASE …]\n");
        return 2;
    }
    run.binary = binary;
    next++;
    if (next == argc) {
        run_all(&run);
    }
    for (; next < argc; next++) {
        run_argument(&run, argv[next]);
    }
    struct buffer faults = buffer_new(arena);
    buffer_text(&faults, "");
    diag_print(run.diag, &faults);
    fputs(faults.data, stderr);
    printf("%zu passed, %zu failed\n", run.passed, run.failed);
    int status = diag_failed(run.diag, 0) ? 2 : run.failed > 0;
    arena_close(arena);
    return status;
}
