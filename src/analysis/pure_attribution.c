/* pure_attribution.c - names around quotations. */
#include "analysis/attribution.h"

#include <string.h>

/* --- Names ------------------------------------------------------------------
 */

/* The first word of a label, where it can stand for the whole. */
static size_t first_word(const char *label)
{
    static const char *const titles[] = {
        "dr",      "mr",   "mrs",    "ms",          "prof",        "the",
        "speaker", "user", "person", "participant", "interviewer", NULL};
    size_t size = strcspn(label, " ");
    char small[16];

    if (size < 3 || label[size] == '\0' || (unsigned char)label[0] < 'A')
        return 0;
    for (size_t i = 0; i < size && i < sizeof(small); i++)
        small[i] =
            (char)(label[i] >= 'A' && label[i] <= 'Z' ? label[i] + 32 : label[i]);
    if (label[size - 1] == '.')
        return 0;
    return size < sizeof(small) && insights__word_in(small, size, titles)
               ? 0
               : size;
}

static int has_form(const insights__names *names, const char *form, size_t size)
{
    for (size_t i = 0; i < names->list.count; i++)
        if (names->list.items[i].length == size &&
            memcmp(names->list.items[i].form, form, size) == 0)
            return 1;
    return 0;
}

static insights_status add_form(
    insights__names *names,
    const char *form,
    size_t size,
    const char *label,
    insights_error **error)
{
    insights__name *name = insights__array_add(&names->list);

    if (!name)
        return insights__fail_nomem(error);
    name->form = form;
    name->length = size;
    name->label = label;
    return INSIGHTS_OK;
}

static insights_status add_labels(
    const insights_conversation *script,
    insights__names *out,
    insights__map *seen,
    insights_error **error)
{
    const char *last = NULL;
    insights_status status = INSIGHTS_OK;

    for (size_t i = 0; i < script->turns.count && status == INSIGHTS_OK; i++) {
        const char *label = script->turns.items[i].speaker;
        void **slot;

        if (!label || label == last || strlen(label) < 2)
            continue;
        last = label;
        slot = insights__map_slot(seen, label, strlen(label));
        if (!slot)
            return insights__fail_nomem(error);
        if (*slot)
            continue;
        *slot = (void *)(uintptr_t)1;
        status = add_form(out, label, strlen(label), label, error);
    }
    return status;
}

/* How many labels begin with a word. */
static size_t count_first(
    const insights__names *names,
    size_t labels,
    const char *word,
    size_t size)
{
    size_t count = 0;

    for (size_t i = 0; i < labels; i++) {
        const insights__name *name = &names->list.items[i];

        if (name->length >= size && memcmp(name->form, word, size) == 0 &&
            (name->length == size || name->form[size] == ' '))
            count++;
    }
    return count;
}

insights_status insights__names_read(
    const insights_corpus *corpus,
    insights__names *out,
    insights_error **error)
{
    insights__map *seen = insights__map_new();
    insights_status status = INSIGHTS_OK;
    size_t labels;

    if (!seen)
        return insights__fail_nomem(error);
    for (size_t i = 0; i < corpus->sources.count && status == INSIGHTS_OK; i++)
        status = add_labels(corpus->sources.items[i].script, out, seen, error);
    labels = out->list.count;
    /* A corpus of thousands of labels has no use for short forms. */
    for (size_t i = 0; i < labels && labels < 2000 && status == INSIGHTS_OK;
         i++) {
        const char *label = out->list.items[i].label;
        size_t size = first_word(label);

        if (size > 0 && count_first(out, labels, label, size) == 1 &&
            !has_form(out, label, size))
            status = add_form(out, label, size, label, error);
    }
    insights__map_free(seen, NULL);
    return status;
}

void insights__names_free(insights__names *names)
{
    insights__array_free(&names->list);
}

/* --- Around the quotation ---------------------------------------------------
 */

static const char *const verbs[] = {
    "said",     "says",      "told us",   "told me",
    "tells us", "explained", "explains",  "added",
    "adds",     "recalled",  "recalls",   "asked",
    "asks",     "replied",   "replies",   "noted",
    "notes",    "admitted",  "admits",    "argued",
    "argues",   "answered",  "answers",   "put it",
    "remarked", "stated",    "commented", "described",
    "observed", "laughed",   "joked",     "told the interviewer",
    "sagte",    "sagt",      "dit",       "a dit",
    "dijo",     "dice",      NULL};

static int is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || (byte & 0x80) || byte == '_';
}

/* The longest name that `text` begins with; its length to `*size`. */
static const char *name_first(
    const insights__names *names,
    const char *text,
    size_t *size)
{
    const char *label = NULL;

    *size = 0;
    for (size_t i = 0; i < names->list.count; i++) {
        const insights__name *name = &names->list.items[i];

        if (name->length > *size &&
            strncmp(text, name->form, name->length) == 0 &&
            !is_letter(text[name->length])) {
            *size = name->length;
            label = name->label;
        }
    }
    return label;
}

/* The longest name that text[0, length) ends with. */
static const char *name_last(
    const insights__names *names,
    const char *text,
    size_t length)
{
    const char *label = NULL;
    size_t size = 0;

    for (size_t i = 0; i < names->list.count; i++) {
        const insights__name *name = &names->list.items[i];

        if (name->length > size && name->length <= length &&
            memcmp(text + length - name->length, name->form, name->length) ==
                0 &&
            (name->length == length ||
             !is_letter(text[length - name->length - 1]))) {
            size = name->length;
            label = name->label;
        }
    }
    return label;
}

static size_t verb_first(const char *text)
{
    for (size_t i = 0; verbs[i]; i++) {
        size_t size = strlen(verbs[i]);

        if (strncmp(text, verbs[i], size) == 0 && !is_letter(text[size]))
            return size;
    }
    return 0;
}

static size_t verb_last(const char *text, size_t length)
{
    for (size_t i = 0; verbs[i]; i++) {
        size_t size = strlen(verbs[i]);

        if (size < length &&
            memcmp(text + length - size, verbs[i], size) == 0 &&
            !is_letter(text[length - size - 1]))
            return size;
    }
    return 0;
}

/* Steps over what may stand between a quotation and a name; `*plain` is 0
 * where a dash or a bracket is among it. */
static const char *skip_marks(const char *text, int *plain)
{
    static const char *const marks[] = {
        "\xE2\x80\x94", "\xE2\x80\x93", "\xE2\x80\x95", "--", "(", "[", "- "};
    static const char *const quotes[] = {
        "\xE2\x80\x9D", "\xE2\x80\x9C", "\xE2\x80\x99", "\xE2\x80\x98",
        "\xC2\xBB",     "\xC2\xAB",     "\xE3\x80\x8D", "\xE3\x80\x8F"};
    int found = 1;

    *plain = 1;
    while (found) {
        found = 0;
        while (*text && strchr(" ,.\"'", *text)) {
            text++;
            found = 1;
        }
        for (size_t i = 0; i < sizeof(quotes) / sizeof(*quotes); i++)
            if (strncmp(text, quotes[i], strlen(quotes[i])) == 0) {
                text += strlen(quotes[i]);
                found = 1;
            }
        for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
            if (strncmp(text, marks[i], strlen(marks[i])) == 0) {
                text += strlen(marks[i]);
                *plain = 0;
                found = 1;
            }
    }
    return text;
}

static const char *look_after(const insights__names *names, const char *after)
{
    const char *label;
    size_t size;
    int plain;

    after = skip_marks(after, &plain);
    label = name_first(names, after, &size);
    if (label) {
        if (!plain)
            return label;
        after += size;
        while (*after == ' ')
            after++;
        return verb_first(after) ? label : NULL;
    }
    size = verb_first(after);
    if (size == 0)
        return NULL;
    after += size;
    while (*after == ' ')
        after++;
    return name_first(names, after, &size);
}

static size_t trim(const char *text, size_t length, const char *what)
{
    while (length > 0 && strchr(what, text[length - 1]))
        length--;
    return length;
}

static const char *look_before(const insights__names *names, const char *before)
{
    size_t length = trim(before, strlen(before), " *_");
    size_t bare = trim(before, length, " ,:*_");
    int colon = length > 0 && memchr(before + bare, ':', length - bare) != NULL;
    size_t verb = verb_last(before, bare);

    if (verb > 0)
        return name_last(names, before, trim(before, bare - verb, " "));
    return colon ? name_last(names, before, bare) : NULL;
}

/* "Ana: …", "Ana [08:10]: …" at the start of a block quote. */
static const char *look_inside(
    const insights__names *names,
    const insights__quotation *quotation,
    size_t *skip)
{
    size_t size;
    const char *label = name_first(names, quotation->text, &size);
    const char *at = quotation->text + size;

    if (!label)
        return NULL;
    at += strspn(at, " []():.,0123456789");
    while (at > quotation->text + size && at[-1] == ' ')
        at--;
    if (at == quotation->text + size || at[-1] != ':')
        return NULL;
    *skip = (size_t)(at - quotation->text);
    return label;
}

const char *insights__attribution(
    const insights__names *names,
    const insights__quotation *quotation,
    size_t *skip)
{
    const char *label = NULL;

    *skip = 0;
    if (quotation->block)
        label = look_inside(names, quotation, skip);
    if (!label)
        label = look_after(names, quotation->after);
    if (!label)
        label = look_before(names, quotation->before);
    return label;
}
