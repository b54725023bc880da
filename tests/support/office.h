/* office.h - Word documents and presentations made by a test. */
#ifndef INSIGHTS_TESTS_SUPPORT_OFFICE_H
#define INSIGHTS_TESTS_SUPPORT_OFFICE_H

#include <archive.h>
#include <archive_entry.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#define OFFICE_MAXIMUM ((size_t)4 << 20)

typedef struct office {
    struct archive *archive;
    char bytes[OFFICE_MAXIMUM];
    size_t length;
} office;

#define OFFICE_RELATIONS(target)                                              \
    "<Relationships "                                                         \
    "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" \
    "<Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/"       \
    "officeDocument/2006/relationships/officeDocument\" Target=\"" target     \
    "\"/><Relationship Id=\"r2\" "                                            \
    "Type=\"http://schemas.openxmlformats.org/package/2006/relationships/"    \
    "metadata/core-properties\" Target=\"docProps/core.xml\"/>"               \
    "</Relationships>"

#define WORD_DOCUMENT(body)                                                   \
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"         \
    "<w:document xmlns:w=\"http://schemas.openxmlformats.org/"                \
    "wordprocessingml/2006/main\" xmlns:mc=\"http://schemas.openxmlformats."  \
    "org/markup-compatibility/2006\" xmlns:s=\"http://schemas.microsoft.com/" \
    "office/word/2010/wordprocessingShape\"><w:body>\n" body                  \
    "\n<w:sectPr/></w:body></w:document>"

/* Paragraphs, runs and bold runs. */
#define P(runs) "<w:p>" runs "</w:p>"
#define STYLED(style, runs) \
    "<w:p><w:pPr><w:pStyle w:val=\"" style "\"/></w:pPr>" runs "</w:p>"
#define R(text) "<w:r><w:t xml:space=\"preserve\">" text "</w:t></w:r>"
#define B(text)                                                              \
    "<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">" text "</w:t></" \
    "w:r>"
#define BR "<w:r><w:br/></w:r>"
#define CELL(text) "<w:tc>" P(R(text)) "</w:tc>"
#define ROW(cells) "<w:tr>" cells "</w:tr>"

static inline void office_begin(office *made)
{
    made->length = 0;
    made->archive = archive_write_new();
    archive_write_set_format_zip(made->archive);
    archive_write_open_memory(
        made->archive, made->bytes, sizeof(made->bytes), &made->length);
}

static inline void office_part(
    office *made,
    const char *name,
    const char *text,
    size_t length)
{
    struct archive_entry *entry = archive_entry_new();

    archive_entry_set_pathname(entry, name);
    archive_entry_set_size(entry, (la_int64_t)length);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_write_header(made->archive, entry);
    archive_write_data(made->archive, text, length);
    archive_entry_free(entry);
}

static inline void office_text(office *made, const char *name, const char *text)
{
    office_part(made, name, text, strlen(text));
}

static inline void office_end(office *made)
{
    archive_write_close(made->archive);
    archive_write_free(made->archive);
    made->archive = NULL;
}

/* A Word document with this word/document.xml. */
static inline void office_word(office *made, const char *document)
{
    office_begin(made);
    office_text(made, "_rels/.rels", OFFICE_RELATIONS("word/document.xml"));
    office_text(
        made, "docProps/core.xml",
        "<c:coreProperties xmlns:c=\"c\" xmlns:dc=\"d\" xmlns:t=\"t\">"
        "<dc:title>A &amp; B</dc:title>"
        "<t:created>2026-03-02T10:00:00Z</t:created></c:coreProperties>");
    office_text(made, "word/document.xml", document);
    office_end(made);
}

#endif
