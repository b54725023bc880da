/* fuzz_docx.c - Word documents, as transcripts and as drafts.
 *
 * What is written of a conversation is a matter of the other targets. An
 * archive is taken as it is. Anything else is word/document.xml of one
 * that is whole, so that what is in it is reached.
 */
#include "fuzz/support.h"

#include <stdlib.h>
#include <string.h>

#define OUT_MAXIMUM 65536

typedef struct archive {
    uint8_t bytes[OUT_MAXIMUM];
    size_t length;
    uint8_t list[1024]; /* the central directory */
    size_t list_length;
    unsigned parts;
} archive;

static uint32_t checksum(const uint8_t *bytes, size_t length)
{
    uint32_t sum = 0xFFFFFFFFu;

    for (size_t i = 0; i < length; i++) {
        sum ^= bytes[i];
        for (int bit = 0; bit < 8; bit++)
            sum = sum >> 1 ^ (sum & 1 ? 0xEDB88320u : 0);
    }
    return ~sum;
}

/* `size` bytes of a number, the lowest first. */
static void put(uint8_t *at, size_t offset, uint32_t value, size_t size)
{
    for (size_t i = 0; i < size; i++)
        at[offset + i] = (uint8_t)(value >> 8 * i);
}

/* Add a part, not compressed. */
static void add(
    archive *made,
    const char *name,
    const uint8_t *bytes,
    size_t length)
{
    size_t size = strlen(name);
    uint8_t *head = made->bytes + made->length;
    uint8_t *entry = made->list + made->list_length;
    uint32_t sum = checksum(bytes, length);

    memcpy(head, "PK\3\4\24\0\0\0\0\0\0\0\0\0", 14);
    memcpy(entry, "PK\1\2\24\0\24\0\0\0\0\0\0\0\0\0", 16);
    put(head, 14, sum, 4);
    put(head, 18, (uint32_t)length, 4);
    put(head, 22, (uint32_t)length, 4);
    put(head, 26, (uint32_t)size, 2);
    put(head, 28, 0, 2);
    memcpy(entry + 16, head + 14, 14);
    memset(entry + 30, 0, 12);
    put(entry, 42, (uint32_t)made->length, 4);
    memcpy(head + 30, name, size);
    memcpy(entry + 46, name, size);
    memcpy(head + 30 + size, bytes, length);
    made->length += 30 + size + length;
    made->list_length += 46 + size;
    made->parts++;
}

static void end(archive *made)
{
    uint8_t *tail = made->bytes + made->length + made->list_length;

    memcpy(made->bytes + made->length, made->list, made->list_length);
    memcpy(tail, "PK\5\6\0\0\0\0", 8);
    put(tail, 8, made->parts, 2);
    put(tail, 10, made->parts, 2);
    put(tail, 12, (uint32_t)made->list_length, 4);
    put(tail, 16, (uint32_t)made->length, 4);
    put(tail, 20, 0, 2);
    made->length += made->list_length + 22;
}

static void wrap(archive *made, const uint8_t *data, size_t size)
{
    static const char relations[] =
        "<R><Relationship Type=\"/officeDocument\" Target=\"d.xml\"/></R>";

    add(made, "_rels/.rels", (const uint8_t *)relations, sizeof(relations) - 1);
    add(made, "d.xml", data, size);
    end(made);
}

static void check_draft(const uint8_t *data, size_t size)
{
    static const char said[] = "Ana: I pay too much for all of this\n";
    insights_check_options options = INSIGHTS_CHECK_OPTIONS_INIT;
    static insights_corpus *corpus;
    insights_cursor *cursor = NULL;
    insights_error *error = NULL;
    insights_status status;

    if (!corpus)
        corpus =
            fuzz_corpus(fuzz_read(said, sizeof(said) - 1, "text", NULL, 0));
    options.format = "docx";
    status = insights_corpus_check(
        corpus, (const char *)data, size, &options, &cursor, &error);
    FUZZ_CHECK((cursor != NULL) == (status >= 0));
    if (fuzz_outcome(status, &error))
        fuzz_each(cursor, INSIGHTS_VERDICT, NULL, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
#if defined(INSIGHTS_DOCX)
    static archive made;

    if (size > OUT_MAXIMUM - 2048)
        return 0;
    if (size < 2 || memcmp(data, "PK", 2) != 0) {
        made.length = 0;
        made.list_length = 0;
        made.parts = 0;
        wrap(&made, data, size);
        data = made.bytes;
        size = made.length;
    }
    insights_conversation_free(fuzz_read(data, size, "docx", NULL, 64));
    check_draft(data, size);
#else
    (void)data;
    (void)size;
    (void)wrap;
    (void)check_draft;
#endif
    return 0;
}
