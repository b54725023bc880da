/* stopwords_fr.c - words of French that say little on their own; folded, in
 * order of their bytes. */
#include "base/stopwords_data.h"

/* clang-format off */
static const char *const words[] = {
    "ai", "aie", "aient", "aies", "ait", "as", "au", "aucun", "aura", "aurai",
    "aurais", "aurait", "aussi", "autre", "aux", "avaient", "avais", "avait",
    "avec", "avez", "avions", "avoir", "avons", "ayant", "c", "car", "ce",
    "ceci", "cela", "ces", "cet", "cette", "ceux", "chaque", "comme", "d",
    "dans", "de", "des", "donc", "dont", "du", "elle", "elles", "en",
    "encore", "es", "est", "et", "eu", "eux", "faire", "fait", "faut", "fut",
    "ici", "il", "ils", "j", "je", "l", "la", "le", "les", "leur", "leurs",
    "lui", "là", "m", "ma", "mais", "me", "mes", "moi", "mon", "même", "n",
    "ne", "ni", "nos", "notre", "nous", "on", "ont", "ou", "où", "par", "pas",
    "peu", "peut", "plus", "pour", "pourquoi", "qu", "quand", "que", "quel",
    "quelle", "quelles", "quels", "qui", "s", "sa", "sans", "se", "sera",
    "serait", "ses", "si", "soi", "soient", "sois", "soit", "sommes", "son",
    "sont", "sous", "suis", "sur", "t", "ta", "te", "tes", "toi", "ton",
    "tous", "tout", "toute", "toutes", "très", "tu", "un", "une", "vos",
    "votre", "vous", "y", "à", "ça", "étaient", "étais", "était", "étant",
    "été", "êtes", "être",
};
/* clang-format on */

const insights__stopwords insights__stopwords_fr = {
    "fr", words, sizeof(words) / sizeof(*words)};
