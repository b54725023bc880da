/* format_deepgram.c - the JSON of Deepgram.
 *
 * "utterances" where they were asked for; else of each channel its first
 * alternative: its paragraphs, else its words with their speakers, else its
 * transcript. Times are seconds. Speakers are numbers that start anew on each
 * channel, so where there are several channels the label names the channel
 * too.
 */
#include "text/json_turns.h"

#include <string.h>

static int matches(const insights__json_node *root)
{
    const insights__json_node *head =
        insights__json_head(insights__json_at(root, "results.utterances"));

    return insights__json_at(head, "transcript") ||
           insights__json_at(
               insights__json_head(insights__json_at(root, "results.channels")),
               "alternatives");
}

typedef struct deepgram {
    insights__json_talk *talk;
    insights__arena arena; /* of labels */
    int several;           /* channels */
} deepgram;

/* Who speaks: 0 where memory is short. */
static int label_of(
    deepgram *self,
    const insights__json_node *speaker,
    const char *channel,
    const char **out)
{
    insights__buffer label = INSIGHTS__BUFFER_INIT;

    *out = speaker ? speaker->text : NULL;
    if (!self->several || !channel)
        return 1;
    insights__buffer_format(&label, "channel %s", channel);
    if (*out)
        insights__buffer_format(&label, ", speaker %s", *out);
    *out =
        label.status < 0
            ? NULL
            : insights__arena_strndup(&self->arena, label.data, label.length);
    insights__buffer_free(&label);
    return *out != NULL;
}

/* --- Utterances ---------------------------------------------------------- */

static insights_status read_utterances(
    deepgram *self,
    const insights__json_node *list,
    insights_error **error)
{
    static const insights__json_keys keys = {.unit = 1000};
    const insights__json_node *first =
        insights__json_at(insights__json_head(list), "channel");
    const insights__json_node *node;
    insights_status status = INSIGHTS_OK;

    for (node = list->first; node; node = node->next) {
        const insights__json_node *channel = insights__json_at(node, "channel");

        if (channel && channel->text && first && first->text &&
            strcmp(channel->text, first->text) != 0)
            self->several = 1;
    }
    for (node = list->first; node && status == INSIGHTS_OK; node = node->next) {
        const insights__json_node *channel = insights__json_at(node, "channel");
        const char *label = NULL;

        if (node->kind != INSIGHTS__JSON_OBJECT)
            return insights__json_refuse(
                self->talk->source, node, error,
                "an object was expected for each turn");
        if (!label_of(
                self, insights__json_at(node, "speaker"),
                channel ? channel->text : NULL, &label))
            return insights__fail_nomem(error);
        status = insights__json_turn(self->talk, node, &keys, label, error);
    }
    return status;
}

/* --- Paragraphs ---------------------------------------------------------- */

/* The words of a paragraph: as many as it says, from `*word` on. */
static insights_status take_words(
    deepgram *self,
    const insights__json_node *paragraph,
    const insights__json_node **word,
    insights_error **error)
{
    static const char *const texts[] = {"punctuated_word", "word", NULL};
    const insights__json_node *count =
        insights__json_at(paragraph, "num_words");
    int64_t left = 0;
    insights_status status =
        insights__json_time(self->talk, count, 1, &left, error);

    for (; left > 0 && *word && status == INSIGHTS_OK;
         *word = (*word)->next, left--) {
        const insights__json_node *text = insights__json_any(*word, texts);
        int64_t start_ms;
        int64_t end_ms = INSIGHTS_NO_TIME;

        status = insights__json_time(
            self->talk, insights__json_at(*word, "start"), 1000, &start_ms,
            error);
        if (status == INSIGHTS_OK)
            status = insights__json_time(
                self->talk, insights__json_at(*word, "end"), 1000, &end_ms,
                error);
        if (status == INSIGHTS_OK && text && text->text &&
            !insights__json_found(
                self->talk, NULL, text->text, text->length, start_ms, end_ms))
            status = insights__fail_nomem(error);
    }
    return status;
}

static insights_status read_paragraph(
    deepgram *self,
    const insights__json_node *paragraph,
    const insights__json_node **word,
    insights_error **error)
{
    const insights__json_node *sentences =
        insights__json_at(paragraph, "sentences");
    const insights__json_node *node =
        insights__json_is(sentences, INSIGHTS__JSON_ARRAY) ? sentences->first
                                                           : NULL;
    insights__buffer text = INSIGHTS__BUFFER_INIT;
    const char *label = NULL;
    int64_t start_ms;
    int64_t end_ms = INSIGHTS_NO_TIME;
    insights_status status = insights__json_time(
        self->talk, insights__json_at(paragraph, "start"), 1000, &start_ms,
        error);

    if (status == INSIGHTS_OK)
        status = insights__json_time(
            self->talk, insights__json_at(paragraph, "end"), 1000, &end_ms,
            error);
    if (status == INSIGHTS_OK)
        status = take_words(self, paragraph, word, error);
    for (; node; node = node->next) {
        const insights__json_node *said = insights__json_at(node, "text");

        if (!said || !said->text)
            continue;
        if (text.length)
            insights__buffer_char(&text, ' ');
        insights__buffer_append(&text, said->text, said->length);
    }
    if (status == INSIGHTS_OK)
        status = insights__buffer_check(&text, "a turn", error);
    if (status == INSIGHTS_OK &&
        !label_of(self, insights__json_at(paragraph, "speaker"), NULL, &label))
        status = insights__fail_nomem(error);
    if (status == INSIGHTS_OK)
        status = insights__json_add(
            self->talk, label, insights__buffer_text(&text), text.length,
            start_ms, end_ms, error);
    insights__buffer_free(&text);
    return status;
}

static insights_status read_paragraphs(
    deepgram *self,
    const insights__json_node *best,
    insights_error **error)
{
    const insights__json_node *list =
        insights__json_at(best, "paragraphs.paragraphs");
    const insights__json_node *words = insights__json_at(best, "words");
    const insights__json_node *word =
        insights__json_is(words, INSIGHTS__JSON_ARRAY) ? words->first : NULL;
    const insights__json_node *node;
    insights_status status = INSIGHTS_OK;

    for (node = list->first; node && status == INSIGHTS_OK; node = node->next)
        status = read_paragraph(self, node, &word, error);
    return status;
}

/* --- Words --------------------------------------------------------------- */

static insights_status utter(
    deepgram *self,
    insights__json_stream *stream,
    const insights__json_node *node,
    size_t channel,
    insights_error **error)
{
    static const char *const texts[] = {"punctuated_word", "word", NULL};
    const insights__json_node *text = insights__json_any(node, texts);
    insights__json_uttered word = {0};
    char number[24];
    size_t at = sizeof(number) - 1;
    size_t left = channel;
    insights_status status = insights__json_time(
        self->talk, insights__json_at(node, "start"), 1000, &word.start_ms,
        error);

    if (status == INSIGHTS_OK)
        status = insights__json_time(
            self->talk, insights__json_at(node, "end"), 1000, &word.end_ms,
            error);
    if (status < 0 || !text || !text->text)
        return status;
    number[at] = '\0';
    do
        number[--at] = (char)('0' + left % 10);
    while (left /= 10);
    word.text = text->text;
    word.length = text->length;
    word.channel = channel;
    if (!label_of(
            self, insights__json_at(node, "speaker"), number + at,
            &word.speaker) ||
        !insights__json_utter(stream, &word))
        return insights__fail_nomem(error);
    return INSIGHTS_OK;
}

/* The words of one alternative, or its transcript as if it were one. */
static insights_status utter_all(
    deepgram *self,
    insights__json_stream *stream,
    const insights__json_node *best,
    size_t channel,
    insights_error **error)
{
    const insights__json_node *words = insights__json_at(best, "words");
    const insights__json_node *text = insights__json_at(best, "transcript");
    const insights__json_node *node;
    insights__json_uttered word = {
        .start_ms = INSIGHTS_NO_TIME, .end_ms = INSIGHTS_NO_TIME};
    insights_status status = INSIGHTS_OK;

    stream->text = text;
    stream->at = 0;
    if (insights__json_head(words)) {
        for (node = words->first; node && status == INSIGHTS_OK;
             node = node->next)
            status = utter(self, stream, node, channel, error);
        return status;
    }
    if (!text || !text->text)
        return INSIGHTS_OK;
    word.text = text->text;
    word.length = text->length;
    word.channel = channel;
    return insights__json_utter(stream, &word) ? INSIGHTS_OK
                                               : insights__fail_nomem(error);
}

static insights_status read_channels(
    deepgram *self,
    const insights__json_node *channels,
    insights_error **error)
{
    const insights__json_node *node;
    const insights__json_node *best = NULL;
    insights__json_stream stream = {0};
    size_t channel = 0;
    insights_status status = INSIGHTS_OK;

    self->several = channels->first && channels->first->next;
    for (node = channels->first; node && status == INSIGHTS_OK;
         node = node->next, channel++) {
        best = insights__json_head(insights__json_at(node, "alternatives"));
        status = insights__json_meta(
            self->talk, insights__json_at(node, "detected_language"),
            "language", error);
        if (status == INSIGHTS_OK && !self->several &&
            insights__json_head(
                insights__json_at(best, "paragraphs.paragraphs")))
            return read_paragraphs(self, best, error);
        if (status == INSIGHTS_OK)
            status = utter_all(self, &stream, best, channel, error);
    }
    if (status == INSIGHTS_OK)
        return insights__json_stream_end(&stream, self->talk, error);
    insights__array_free(&stream.words);
    return status;
}

static insights_status read_shape(
    insights__json_talk *talk,
    const insights__json_node *root,
    insights_error **error)
{
    const insights__json_node *utterances =
        insights__json_at(root, "results.utterances");
    deepgram self = {.talk = talk};
    insights_status status;

    if (insights__json_head(utterances)) {
        status = insights__json_meta(
            talk,
            insights__json_at(
                insights__json_head(
                    insights__json_at(root, "results.channels")),
                "detected_language"),
            "language", error);
        if (status == INSIGHTS_OK)
            status = read_utterances(&self, utterances, error);
    } else {
        status = read_channels(
            &self, insights__json_at(root, "results.channels"), error);
    }
    insights__arena_free(&self.arena);
    return status;
}

const insights__json_shape insights__json_deepgram = {
    "deepgram", matches, read_shape};

static insights_status read(
    insights__source *source,
    insights_conversation *script,
    insights_error **error)
{
    return insights__json_read(source, script, "deepgram", error);
}

const insights__format insights__format_deepgram = {
    "deepgram", NULL, NULL, read, NULL};
