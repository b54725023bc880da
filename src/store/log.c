/* log.c - packing and unpacking what a commit changed; see log.h. */
#include "store/log.h"

#include <string.h>

#define ID_BYTES 16

/* --- Packing -------------------------------------------------------------- */

static int nibble(char digit)
{
    return digit <= '9' ? digit - '0' : digit - 'a' + 10;
}

static void pack_id(unsigned char out[ID_BYTES], const char *id)
{
    size_t length = 0;

    for (; *id && length < ID_BYTES; id++) {
        if (*id == '-')
            continue;
        out[length++] = (unsigned char)(nibble(id[0]) << 4 | nibble(id[1]));
        id++;
    }
}

static void pack_place(insights__buffer *log, char letter, const char *id)
{
    unsigned char packed[1 + ID_BYTES] = {0};

    packed[0] = (unsigned char)letter;
    pack_id(packed + 1, id);
    insights__buffer_append(log, packed, sizeof(packed));
}

/* Say whose the next entry is, unless that is known. */
static void pack_whose(
    insights__buffer *log,
    insights__log_place *place,
    const char *account,
    const char *project)
{
    if (strcmp(place->account, account) != 0) {
        pack_place(log, 'a', account);
        memcpy(place->account, account, strlen(account) + 1);
        place->project[0] = '\0';
    }
    if (strcmp(place->project, project) == 0)
        return;
    if (*project)
        pack_place(log, 'p', project);
    else
        insights__buffer_char(log, 'n');
    memcpy(place->project, project, strlen(project) + 1);
}

void insights__log_pack(
    insights__buffer *log,
    insights__log_place *place,
    const char *account,
    const char *project,
    const insights__kind *kind,
    const char *id,
    int64_t version,
    char op)
{
    unsigned char packed[3 + ID_BYTES + 10] = {0};
    uint64_t rest = (uint64_t)version;
    size_t length = 3 + ID_BYTES;

    pack_whose(log, place, account, project ? project : "");
    packed[0] = (unsigned char)op;
    packed[1] = (unsigned char)(kind->id >> 8);
    packed[2] = (unsigned char)kind->id;
    pack_id(packed + 3, id);
    do {
        packed[length++] =
            (unsigned char)((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
        rest >>= 7;
    } while (rest);
    insights__buffer_append(log, packed, length);
}

/* --- Unpacking ------------------------------------------------------------ */

void insights__log_reader_init(
    insights__log_reader *reader,
    const void *bytes,
    size_t length)
{
    memset(reader, 0, sizeof(*reader));
    reader->at = bytes;
    reader->end = reader->at + length;
}

static int unpack_id(
    insights__log_reader *reader,
    char out[INSIGHTS__UUID_TEXT])
{
    static const char digits[] = "0123456789abcdef";
    size_t length = 0;

    if (reader->end - reader->at < ID_BYTES)
        return 0;
    for (int i = 0; i < ID_BYTES; i++) {
        unsigned char byte = *reader->at++;

        if (i == 4 || i == 6 || i == 8 || i == 10)
            out[length++] = '-';
        out[length++] = digits[byte >> 4];
        out[length++] = digits[byte & 15];
    }
    out[length] = '\0';
    return 1;
}

static int unpack_version(insights__log_reader *reader, int64_t *out)
{
    uint64_t value = 0;

    for (unsigned shift = 0; shift < 63 && reader->at < reader->end;
         shift += 7) {
        unsigned char byte = *reader->at++;

        value |= (uint64_t)(byte & 0x7f) << shift;
        if (!(byte & 0x80)) {
            *out = (int64_t)value;
            return 1;
        }
    }
    return 0;
}

static int unpack_change(insights__log_reader *reader, insights__log_entry *out)
{
    if (reader->end - reader->at < 2)
        return 0;
    out->kind = (insights_kind)(reader->at[0] << 8 | reader->at[1]);
    reader->at += 2;
    return unpack_id(reader, out->id) && unpack_version(reader, &out->version);
}

int insights__log_unpack(insights__log_reader *reader, insights__log_entry *out)
{
    while (reader->at < reader->end) {
        char letter = (char)*reader->at++;

        switch (letter) {
        case 'a':
            reader->place.project[0] = '\0';
            if (!unpack_id(reader, reader->place.account))
                return 0;
            break;
        case 'p':
            if (!unpack_id(reader, reader->place.project))
                return 0;
            break;
        case 'n':
            reader->place.project[0] = '\0';
            break;
        case 'i':
        case 'u':
        case 'd':
            out->op = letter;
            return unpack_change(reader, out);
        default:
            return 0;
        }
    }
    return 0;
}
