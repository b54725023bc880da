/* stopwords_en.c - words of English that say little on their own; folded, in
 * order of their bytes. */
#include "base/stopwords_data.h"

/* clang-format off */
static const char *const words[] = {
    "a", "about", "above", "after", "again", "against", "ain", "ain't", "all",
    "also", "am", "an", "and", "any", "are", "aren't", "as", "at", "be",
    "because", "been", "before", "being", "below", "between", "both", "but",
    "by", "can", "can't", "cannot", "could", "couldn't", "did", "didn't",
    "do", "does", "doesn't", "doing", "don't", "dont", "down", "during",
    "each", "em", "few", "for", "from", "further", "had", "hadn't", "has",
    "hasn't", "have", "haven't", "having", "he", "he'd", "he'll", "he's",
    "her", "here", "here's", "hers", "herself", "him", "himself", "his",
    "how", "how's", "i", "i'd", "i'll", "i'm", "i've", "if", "im", "in",
    "into", "is", "isn't", "it", "it'd", "it'll", "it's", "its", "itself",
    "ive", "let's", "may", "me", "might", "more", "most", "must", "mustn't",
    "my", "myself", "no", "nor", "not", "of", "off", "on", "once", "only",
    "or", "other", "ought", "our", "ours", "ourselves", "out", "over", "own",
    "same", "shall", "shan't", "she", "she'd", "she'll", "she's", "should",
    "shouldn't", "so", "some", "such", "than", "that", "that'd", "that'll",
    "that's", "the", "their", "theirs", "them", "themselves", "then", "there",
    "there'd", "there's", "these", "they", "they'd", "they'll", "they're",
    "they've", "this", "those", "through", "till", "to", "too", "under",
    "until", "up", "upon", "us", "very", "was", "wasn't", "we", "we'd",
    "we'll", "we're", "we've", "were", "weren't", "what", "what's", "when",
    "when's", "where", "where's", "which", "while", "who", "who's", "whom",
    "whose", "why", "why's", "will", "with", "won't", "would", "wouldn't",
    "you", "you'd", "you'll", "you're", "you've", "your", "yours", "yourself",
    "yourselves",
};
/* clang-format on */

const insights__stopwords insights__stopwords_en = {
    "en", words, sizeof(words) / sizeof(*words)};
