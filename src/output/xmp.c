#include "output/xmp.h"

#include "base/arena.h"
#include "base/buffer.h"

#include <stdbool.h>
#include <time.h>

/* 9999-12-31T23:59:59Z. */
#define DATE_LIMIT INT64_C(253402300799)

static struct tm civil(int64_t date) {
    time_t seconds = (time_t)(date < 0 ? 0 : date > DATE_LIMIT ? DATE_LIMIT : date);
    struct tm parts = { 0 };
    gmtime_r(&seconds, &parts);
    return parts;
}

const char *pdf_date(struct arena *arena, int64_t date) {
    struct tm parts = civil(date);
    return arena_print(arena, "D:%04d%02d%02d%02d%02d%02dZ", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
                       parts.tm_hour, parts.tm_min, parts.tm_sec);
}

const char *xmp_date(struct arena *arena, int64_t date) {
    struct tm parts = civil(date);
    return arena_print(arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
                       parts.tm_hour, parts.tm_min, parts.tm_sec);
}

char *metadata_text(struct arena *arena, const char *text) {
    char *copy = arena_text(arena, text ? text : "");
    for (char *byte = copy; *byte; byte++) {
        if ((unsigned char)*byte < 0x20 || *byte == 0x7F) {
            *byte = ' ';
        }
    }
    return copy;
}

static void add_escaped(struct buffer *out, const char *text) {
    for (const char *byte = text; *byte; byte++) {
        switch (*byte) {
        case '<':
            buffer_text(out, "&lt;");
            break;
        case '>':
            buffer_text(out, "&gt;");
            break;
        case '&':
            buffer_text(out, "&amp;");
            break;
        default:
            buffer_byte(out, *byte);
        }
    }
}

static bool is_given(const char *value) {
    return value && value[0];
}

/* <name>before value after</name>, nothing for an empty value. */
static void add_property(struct buffer *out, const char *name, const char *before, const char *value, const char *after) {
    if (!is_given(value)) {
        return;
    }
    buffer_print(out, "<%s>%s", name, before);
    add_escaped(out, value);
    buffer_print(out, "%s</%s>\n", after, name);
}

#define IN_ANY_LANGUAGE "<rdf:Alt><rdf:li xml:lang=\"x-default\">"

static void add_description(struct arena *arena, const struct metadata *metadata, struct buffer *out) {
    const char *date = xmp_date(arena, metadata->date);
    add_property(out, "dc:title", IN_ANY_LANGUAGE, metadata->title, "</rdf:li></rdf:Alt>");
    add_property(out, "dc:creator", "<rdf:Seq><rdf:li>", metadata->author, "</rdf:li></rdf:Seq>");
    add_property(out, "dc:description", IN_ANY_LANGUAGE, metadata->subject, "</rdf:li></rdf:Alt>");
    add_property(out, "dc:language", "<rdf:Bag><rdf:li>", metadata->language, "</rdf:li></rdf:Bag>");
    add_property(out, "dc:format", "", "application/pdf", "");
    add_property(out, "pdf:Keywords", "", metadata->keywords, "");
    add_property(out, "pdf:Producer", "", metadata->producer, "");
    add_property(out, "xmp:Label", "", metadata->status, "");
    add_property(out, "xmp:CreatorTool", "", metadata->producer, "");
    add_property(out, "xmp:CreateDate", "", date, "");
    add_property(out, "xmp:ModifyDate", "", date, "");
    add_property(out, "xmp:MetadataDate", "", date, "");
}

/* "doi:10.1/x", "urn:isbn:978…" and the catalogue number as it is, "" for those that there are none of. */
static void name_identifiers(struct arena *arena, const struct metadata *metadata, const char *names[3]) {
    names[0] = is_given(metadata->doi) ? arena_print(arena, "doi:%s", metadata->doi) : "";
    names[1] = is_given(metadata->isbn) ? arena_print(arena, "urn:isbn:%s", metadata->isbn) : "";
    names[2] = metadata->catalogue_number;
}

/* The first identifier is the document's own to Dublin Core, which takes one; all of them stand in XMP's list. */
static void add_imprint(struct arena *arena, const struct metadata *metadata, struct buffer *out) {
    const char *names[3];
    bool is_open = false;
    name_identifiers(arena, metadata, names);
    add_property(out, "dc:publisher", "<rdf:Bag><rdf:li>", metadata->publisher, "</rdf:li></rdf:Bag>");
    for (int i = 0; i < 3; i++) {
        if (is_given(names[i]) && !is_open) {
            add_property(out, "dc:identifier", "", names[i], "");
            buffer_text(out, "<xmp:Identifier><rdf:Bag>\n");
            is_open = true;
        }
        add_property(out, "rdf:li", "", names[i], "");
    }
    buffer_text(out, is_open ? "</rdf:Bag></xmp:Identifier>\n" : "");
    add_property(out, "prism:doi", "", metadata->doi, "");
    add_property(out, "prism:isbn", "", metadata->isbn, "");
}

/* PDF/A asks that every property outside its own list is described. */
struct described {
    const char *name, *type, *category, *about;
};

struct schema {
    const char *about, *uri, *prefix;
    struct described properties[2];
};

static const struct schema pdfua = {
    "PDF/UA identification schema", "http://www.aiim.org/pdfua/ns/id/", "pdfuaid",
    { { "part", "Integer", "internal", "Part of ISO 14289 that the file follows" } },
};
static const struct schema prism = {
    "PRISM basic metadata", "http://prismstandard.org/namespaces/basic/2.0/", "prism",
    { { "doi", "Text", "external", "Digital Object Identifier of the publication" },
      { "isbn", "Text", "external", "International Standard Book Number of the publication" } },
};

static void add_schema(const struct schema *schema, struct buffer *out) {
    buffer_print(out, "<rdf:li rdf:parseType=\"Resource\">\n<pdfaSchema:schema>%s</pdfaSchema:schema>\n"
                      "<pdfaSchema:namespaceURI>%s</pdfaSchema:namespaceURI>\n<pdfaSchema:prefix>%s</pdfaSchema:prefix>\n"
                      "<pdfaSchema:property><rdf:Seq>\n", schema->about, schema->uri, schema->prefix);
    for (size_t i = 0; i < sizeof schema->properties / sizeof *schema->properties && schema->properties[i].name; i++) {
        const struct described *property = &schema->properties[i];
        buffer_print(out, "<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>%s</pdfaProperty:name>\n"
                          "<pdfaProperty:valueType>%s</pdfaProperty:valueType>\n"
                          "<pdfaProperty:category>%s</pdfaProperty:category>\n"
                          "<pdfaProperty:description>%s</pdfaProperty:description></rdf:li>\n",
                     property->name, property->type, property->category, property->about);
    }
    buffer_text(out, "</rdf:Seq></pdfaSchema:property>\n</rdf:li>\n");
}

static void add_schemas(const struct metadata *metadata, struct buffer *out) {
    buffer_text(out, "<pdfaExtension:schemas><rdf:Bag>\n");
    add_schema(&pdfua, out);
    if (is_given(metadata->doi) || is_given(metadata->isbn)) {
        add_schema(&prism, out);
    }
    buffer_text(out, "</rdf:Bag></pdfaExtension:schemas>\n");
}

void xmp_write(struct arena *arena, const struct metadata *metadata, struct buffer *out) {
    buffer_text(out, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                     "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                     "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                     "<rdf:Description rdf:about=\"\""
                     " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                     " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
                     " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
                     " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
                     " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\""
                     " xmlns:prism=\"http://prismstandard.org/namespaces/basic/2.0/\""
                     " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
                     " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
                     " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n");
    add_description(arena, metadata, out);
    add_imprint(arena, metadata, out);
    buffer_print(out, "<pdfaid:part>%s</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n"
                      "<pdfuaid:part>1</pdfuaid:part>\n", metadata->archive_part);
    add_schemas(metadata, out);
    buffer_text(out, "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
}
