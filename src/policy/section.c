#include "policy/section.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/yaml.h"
#include "document/node.h"

/* One cutting of a text. */
struct cutting {
    struct arena *arena;
    struct diag *diag;
    struct policy_section *sections;
    size_t count, capacity;
};

static const struct policy_section *find_section(const struct policy_section *sections, size_t count, const char *id) {
    for (size_t i = 0; i < count; i++) {
        if (strcmp(sections[i].id, id) == 0) {
            return &sections[i];
        }
    }
    return NULL;
}

/* True if block begins a section. */
static bool is_begin(const struct cutting *cutting, const struct node *block) {
    if (block->kind != NODE_HEADING || block->level != 2) {
        return false;
    }
    const char *id = node_identifier(block);
    if (!id) {
        diag_add(cutting->diag, DIAG_CODE_POLICY_SECTION, block->pos, "it has no {#id}");
        return false;
    }
    if (find_section(cutting->sections, cutting->count, id)) {
        diag_add(cutting->diag, DIAG_CODE_POLICY_SECTION, block->pos, "%s stands twice", id);
        return false;
    }
    return true;
}

static bool marks_note(const struct document *part, const char *label) {
    for (uint32_t id = 1; id <= part->node_count; id++) {
        const struct node *node = document_node(part, id);
        if (node->kind == NODE_NOTE_MARK && strcmp(node->text, label) == 0) {
            return true;
        }
    }
    return false;
}

/* The texts of notes stand beside the blocks of the whole; each part takes those that it marks. */
static void copy_notes(struct arena *arena, const struct document *whole, struct document *part) {
    for (const struct node *block = whole->root->first; block; block = block->next) {
        if (block->kind == NODE_FOOTNOTE && marks_note(part, block->text)) {
            node_add(part->root, node_copy_tree(arena, part, block));
        }
    }
}

static struct document *begin_part(struct arena *arena, struct source_pos pos) {
    struct document *part = document_new(arena);
    part->root->pos = pos;
    return part;
}

static struct document *begin_section(struct cutting *cutting, const struct node *heading) {
    struct document *part = begin_part(cutting->arena, heading->pos);
    cutting->sections = arena_grow(cutting->arena, cutting->sections, cutting->count, &cutting->capacity,
                                   sizeof *cutting->sections);
    cutting->sections[cutting->count++] = (struct policy_section){
        .id = node_identifier(heading),
        .title = node_plain_text(cutting->arena, heading),
        .pos = heading->pos,
        .text = part,
    };
    return part;
}

void sections_cut(struct arena *arena, struct diag *diag, const struct document *whole, struct policy *policy) {
    struct cutting cutting = { .arena = arena, .diag = diag };
    struct document *part = begin_part(arena, whole->root->pos);
    policy->text = part;
    for (const struct node *block = whole->root->first; block; block = block->next) {
        if (is_begin(&cutting, block)) {
            copy_notes(arena, whole, part);
            part = begin_section(&cutting, block);
        } else if (block->kind != NODE_FOOTNOTE) {
            node_add(part->root, node_copy_tree(arena, part, block));
        }
    }
    copy_notes(arena, whole, part);
    policy->sections = cutting.sections;
    policy->section_count = cutting.count;
}

void sections_check(struct diag *diag, const struct yaml *ids, const struct policy *policy) {
    for (size_t i = 0; ids && i < ids->count; i++) {
        if (!policy_section(policy, ids->items[i]->text)) {
            diag_add(diag, DIAG_CODE_POLICY_NO_SECTION, policy->front->pos, "%s", ids->items[i]->text);
        }
    }
}

const struct policy_section *policy_section(const struct policy *policy, const char *id) {
    return find_section(policy->sections, policy->section_count, id);
}
