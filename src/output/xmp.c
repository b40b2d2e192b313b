#include "output/xmp.h"

#include "base/arena.h"
#include "base/buffer.h"

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

/* <name>before value after</name>, nothing for an empty value. */
static void add_property(struct buffer *out, const char *name, const char *before, const char *value, const char *after) {
    if (!value[0]) {
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

/* PDF/A asks that every property outside its own list is described: here the one that claims PDF/UA. */
static const char extension[] =
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\n"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaProperty:name>part</pdfaProperty:name>\n"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
    "<pdfaProperty:category>internal</pdfaProperty:category>\n"
    "<pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>\n"
    "</rdf:li></rdf:Seq></pdfaSchema:property>\n"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n";

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
                     " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
                     " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
                     " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n");
    add_description(arena, metadata, out);
    buffer_text(out, "<pdfaid:part>3</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n"
                     "<pdfuaid:part>1</pdfuaid:part>\n");
    buffer_text(out, extension);
    buffer_text(out, "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
}
