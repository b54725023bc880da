/* meaning.c - the lists: English, and the plain words of German, French,
 * Spanish, Italian, Portuguese, Dutch, Russian, Arabic, Chinese, Korean. */
#include "text/meaning.h"

#include "text/words.h"

#include <string.h>

static const char *const negations[] = {
    /* English, with and without "n't" */
    "not", "no", "never", "none", "nobody", "nothing", "nowhere", "neither",
    "nor", "without", "hardly", "barely", "scarcely", "cannot", "dont",
    "doesnt", "didnt", "cant", "couldnt", "wont", "wouldnt", "shouldnt", "isnt",
    "arent", "wasnt", "werent", "havent", "hasnt", "hadnt", "aint", "mustnt",
    "neednt", "mightnt", "shant", "nope", "rarely", "seldom", "unable", "lack",
    "lacks", "lacked", "nt",
    /* German */
    "nicht", "kein", "keine", "keinen", "keinem", "keiner", "keines", "nie",
    "niemals", "niemand", "nichts", "ohne", "kaum", "weder", "nein", "nirgends",
    /* French */
    "ne", "pas", "jamais", "rien", "aucun", "aucune", "sans", "ni", "guère",
    "non", "nul", "nulle",
    /* Spanish, Portuguese, Italian */
    "nunca", "jamás", "nada", "nadie", "ningún", "ninguno", "ninguna", "sin",
    "tampoco", "não", "nem", "sem", "nenhum", "nenhuma", "ninguém", "senza",
    "mai", "niente", "nessuno",
    /* Dutch */
    "niet", "geen", "nooit", "niets", "zonder",
    /* Russian */
    "не", "нет", "ни", "никогда", "без", "ничего", "никто",
    /* Arabic */
    "لا", "لم", "لن", "ليس", "ليست", "غير", "بدون",
    /* Chinese, Korean */
    "不", "没", "沒", "無", "无", "未", "非", "別", "别", "않", "없", "못",
    NULL};

static const char *const modalities[] = {
    "must", "should", "may", "might", "could", "can", "will", "would", "shall",
    "ought", "always", "sometimes", "usually", "often", "perhaps", "maybe",
    "probably", "possibly", "definitely", "certainly", "occasionally",
    "generally", "mostly", "constantly", "frequently",
    /* German */
    "muss", "musst", "müssen", "soll", "sollte", "sollten", "sollen", "kann",
    "können", "könnte", "könnten", "darf", "dürfen", "dürfte", "würde",
    "würden", "wird", "werden", "immer", "manchmal", "meistens", "vielleicht",
    "wahrscheinlich", "oft", "sicher",
    /* French */
    "doit", "dois", "doivent", "devrait", "devrais", "peut", "peux", "peuvent",
    "pourrait", "pourrais", "toujours", "parfois", "souvent", "probablement",
    /* Spanish */
    "debe", "debo", "deben", "debería", "puede", "puedo", "pueden", "podría",
    "siempre", "quizás", "quizá", "probablemente", "veces", NULL};

static const char *const no_names[] = {"i",    "im",  "ive",   "ill",  "id",
                                       "okay", "ok",  "oh",    "yeah", "yes",
                                       "ich",  "sie", "ihnen", NULL};

typedef struct unit_word {
    const char *word;
    const char *unit;
} unit_word;

static const unit_word units[] = {
    {"%", "%"},      {"percent", "%"}, {"prozent", "%"}, {"$", "$"},
    {"dollar", "$"}, {"dollars", "$"}, {"bucks", "$"},   {"€", "€"},
    {"euro", "€"},   {"euros", "€"},   {"£", "£"},       {"pound", "£"},
    {"pounds", "£"}, {"¥", "¥"},       {"yen", "¥"},     {"円", "¥"},
};

int insights__is_negation(const char *key, size_t length)
{
    return insights__word_in(key, length, negations);
}

int insights__is_modality(const char *key, size_t length)
{
    return insights__word_in(key, length, modalities);
}

int insights__is_no_name(const char *key, size_t length)
{
    return insights__word_in(key, length, no_names);
}

const char *insights__unit_of(const char *key, size_t length)
{
    for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++)
        if (strlen(units[i].word) == length &&
            memcmp(units[i].word, key, length) == 0)
            return units[i].unit;
    return NULL;
}

static int has_prefix(
    const char *longer,
    size_t longer_length,
    const char *shorter,
    size_t shorter_length)
{
    static const char *const prefixes[] = {"un",  "in",  "im", "ir", "il",
                                           "dis", "non", "a",  NULL};
    size_t more = longer_length - shorter_length;

    if (shorter_length < 3 || more == 0 || more > 3)
        return 0;
    return insights__word_in(longer, more, prefixes) &&
           memcmp(longer + more, shorter, shorter_length) == 0;
}

int insights__is_opposite(
    const char *left,
    size_t left_length,
    const char *right,
    size_t right_length)
{
    if (left_length > right_length)
        return has_prefix(left, left_length, right, right_length);
    return has_prefix(right, right_length, left, left_length);
}
