/* talk.c - what words do in talk. The lists are in order of their bytes. */
#include "text/talk.h"

#include "base/stopwords.h"

#include <string.h>

/* clang-format off */
/* Words that fill a pause or start a turn. */
static const char *const filler_words[] = {
    "actually", "ah", "ahm", "alors", "also", "and", "anyway", "anyways",
    "basically", "ben", "bueno", "but", "donc", "eben", "eh", "ehm", "er",
    "erm", "euh", "guess", "halt", "hm", "hmm", "i", "just", "kind", "kinda",
    "know", "like", "literally", "mean", "mm", "now", "obviously", "oh", "ok",
    "okay", "okey", "ooh", "or", "pues", "really", "so", "sort", "sorta",
    "then", "uh", "uhm", "um", "umm", "well", "yeah", "you", "äh", "ähm",
};

/* Words that acknowledgements are made of. */
static const char *const ack_words[] = {
    "a", "absolutely", "ach", "affirmative", "ah", "aha", "all", "alright",
    "amazing", "and", "at", "awesome", "aye", "bien", "big", "both",
    "brilliant", "bye", "cheers", "claro", "clever", "cool", "copy",
    "correct", "course", "d'accord", "dear", "definitely", "enough", "er",
    "erm", "exactly", "excellent", "fair", "fantastic", "fascinating", "fine",
    "for", "funny", "genau", "god", "good", "goodness", "gosh", "got",
    "gotcha", "great", "gut", "ha", "hah", "haha", "hello", "helpful", "hey",
    "hi", "hm", "hmm", "huh", "i", "indeed", "interesting", "is", "it",
    "it's", "ja", "k", "klar", "love", "lovely", "makes", "mhm", "mm", "mmm",
    "much", "my", "nice", "no", "not", "noted", "of", "oh", "oh-oh", "ok",
    "okay", "okey", "oof", "ooh", "oui", "over", "perfect", "please",
    "problem", "quite", "really", "right", "roger", "see", "sense", "si",
    "so", "sorry", "stimmt", "super", "sure", "sí", "thank", "thanks", "that",
    "that's", "the", "too", "totally", "true", "uh", "um", "vale", "very",
    "voilà", "welcome", "well", "wonderful", "wow", "ya", "yea", "yeah",
    "yep", "yes", "you", "yup",
};


/* What an invitation starts with, once fillers are taken off. */
static const char *const openers[] = {
    "tell me", "tell us", "describe", "explain", "walk me", "walk us",
    "take me", "take us", "talk me", "talk us", "talk to me", "talk about",
    "talk a bit", "talk a little", "give me", "give us", "show me",
    "show us", "run me", "run us", "run through", "help me understand",
    "help us understand", "do me", "share", "let's say", "say i'm", "say i",
    "say you", "picture", "imagine", "suppose", "think back", "think of",
    "think about", "start wherever", "start with", "what about", "how about",
    "what if", "i'd love to", "i'd like to", "i would love to",
    "i would like to", "i'm curious", "i am curious", "i'm interested",
    "i wonder", "i was wondering", "i'm wondering", "i want to hear",
    "i want to know", "i want to understand", "i wanted to ask",
    "can you", "could you", "would you", "please", "elaborate", "go on",
    "erzähl", "erzählen sie", "beschreiben sie", "racontez", "décrivez",
    "cuéntame", "cuénteme", "describa", "mi racconti", "raccontami",
    "vertel", NULL};

/* What invites wherever it stands. */
static const char *const anywhere[] = {
    "tell me", "tell us", "walk me through", "walk us through",
    "talk me through", "talk us through", "take me along", "take me through",
    "take us through", "run me through", "run us through", "describe to",
    "help me understand", "erzählen sie mir", NULL};

/* Question words, and the verbs that make a question of what follows. */
static const char *const question_words[] = {
    "what", "what's", "how", "how's", "how'd", "why", "when", "when's",
    "where", "where's", "where'd", "who", "who's", "which", "whose", NULL};
static const char *const question_verbs[] = {
    "are", "can", "could", "did", "do", "does", "had", "has", "have", "is",
    "made", "makes", "should", "was", "were", "will", "would", "else",
    "kind", "sort", "many", "much", "often", "long", "happens", "happened",
    NULL};
/* clang-format on */

static const insights__stopwords fillers = {
    "", filler_words, sizeof(filler_words) / sizeof(*filler_words)};
static const insights__stopwords acknowledgements = {
    "", ack_words, sizeof(ack_words) / sizeof(*ack_words)};

/* Longer acknowledgements say something after all. */
#define BACKCHANNEL_MAXIMUM 9

/* A bracket that closes later than this opens no stage direction. */
#define DIRECTION_MAXIMUM 80

int insights__talk_filler(const char *word)
{
    return insights__stopwords_have(&fillers, word);
}

int insights__talk_acknowledges(const char *word)
{
    return insights__stopwords_have(&acknowledgements, word);
}

/* Where the direction that opens at `at` closes, or 0. */
static size_t direction_end(const char *text, size_t length, size_t at)
{
    char close = text[at] == '[' ? ']' : '}';
    size_t last =
        length - at > DIRECTION_MAXIMUM ? at + DIRECTION_MAXIMUM : length;

    for (; at < last && text[at] != '\n'; at++)
        if (text[at] == close)
            return at;
    return 0;
}

void insights__talk_drop_directions(
    insights__terms *terms,
    const char *text,
    size_t length)
{
    insights__term *items = terms->list.items;
    size_t hidden = 0; /* terms before this byte belong to a direction */
    size_t at = 0;
    size_t kept = 0;
    size_t end;
    size_t i;

    if (!memchr(text, ']', length) && !memchr(text, '}', length))
        return;
    for (i = 0; i < terms->list.count; i++) {
        for (; at < items[i].byte_start; at++) {
            if (at < hidden || (text[at] != '[' && text[at] != '{'))
                continue;
            end = direction_end(text, length, at);
            if (end)
                hidden = end;
        }
        if (items[i].byte_start >= hidden)
            items[kept++] = items[i];
    }
    terms->list.count = kept;
}

insights_status insights__talk_terms(
    insights__terms *terms,
    const char *text,
    size_t length,
    const char *language,
    insights_error **error)
{
    insights_status status;

    insights__terms_clear(terms);
    if (!insights__array_reserve(&terms->list, 1))
        return insights__fail_nomem(error);
    status = insights__terms_read_words(terms, text, length, language, error);
    if (status >= 0)
        insights__talk_drop_directions(terms, text, length);
    return status;
}

size_t insights__talk_preamble(const insights__term *terms, size_t count)
{
    size_t i = 0;

    while (i < count && (insights__talk_filler(terms[i].word) ||
                         insights__talk_acknowledges(terms[i].word)))
        i++;
    return i;
}

int insights__talk_backchannel(const insights__term *terms, size_t count)
{
    size_t i;

    if (count > BACKCHANNEL_MAXIMUM)
        return 0;
    for (i = 0; i < count; i++)
        if (!insights__talk_acknowledges(terms[i].word) &&
            !insights__talk_filler(terms[i].word))
            return 0;
    return 1;
}

size_t insights__talk_content(const insights__term *terms, size_t count)
{
    size_t content = 0;
    size_t i;

    for (i = 0; i < count; i++)
        content += !terms[i].stop && terms[i].type != INSIGHTS__TERM_PAIR &&
                   !insights__talk_filler(terms[i].word) &&
                   !insights__talk_acknowledges(terms[i].word);
    return content;
}

/* Whether the words of `phrase` start at the first term. */
static int starts(const insights__term *terms, size_t count, const char *phrase)
{
    size_t i = 0;
    size_t length;

    while (*phrase) {
        if (i == count)
            return 0;
        length = strcspn(phrase, " ");
        if (strlen(terms[i].word) != length ||
            memcmp(terms[i].word, phrase, length) != 0)
            return 0;
        phrase += length;
        phrase += *phrase == ' ';
        i++;
    }
    return 1;
}

static int is_one_of(const char *const *list, const char *word)
{
    for (; *list; list++)
        if (strcmp(*list, word) == 0)
            return 1;
    return 0;
}

static int opens(const insights__term *terms, size_t count)
{
    size_t i;

    for (i = 0; openers[i]; i++)
        if (starts(terms, count, openers[i]))
            return 1;
    return count >= 2 && is_one_of(question_words, terms[0].word) &&
           (strchr(terms[0].word, '\'') ||
            is_one_of(question_verbs, terms[1].word));
}

int insights__talk_prompts(const insights__term *terms, size_t count)
{
    size_t i;
    size_t j;

    /* Fillers come off one by one: "so" may be one, "do" never is. */
    for (i = 0; i < count; i++) {
        if (opens(terms + i, count - i))
            return 1;
        if (!insights__talk_filler(terms[i].word) &&
            !insights__talk_acknowledges(terms[i].word))
            break;
    }
    for (i = 0; i < count; i++)
        for (j = 0; anywhere[j]; j++)
            if (starts(terms + i, count - i, anywhere[j]))
                return 1;
    return 0;
}
