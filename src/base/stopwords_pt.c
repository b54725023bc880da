/* stopwords_pt.c - words of Portuguese that say little on their own; folded, in
 * order of their bytes. */
#include "base/stopwords_data.h"

/* clang-format off */
static const char *const words[] = {
    "a", "ao", "aos", "aquela", "aquelas", "aquele", "aqueles", "aquilo",
    "as", "até", "com", "como", "da", "das", "de", "dela", "delas", "dele",
    "deles", "depois", "do", "dos", "e", "ela", "elas", "ele", "eles", "em",
    "entre", "era", "eram", "essa", "essas", "esse", "esses", "esta",
    "estamos", "estar", "estas", "estava", "estavam", "este", "estes",
    "estou", "está", "estão", "eu", "faz", "foi", "for", "foram", "fosse",
    "fui", "há", "isso", "isto", "já", "lhe", "lhes", "lo", "mais", "mas",
    "me", "mesmo", "meu", "meus", "minha", "minhas", "muito", "na", "nas",
    "nem", "no", "nos", "nossa", "nossas", "nosso", "nossos", "num", "numa",
    "não", "nós", "o", "os", "ou", "para", "pela", "pelas", "pelo", "pelos",
    "por", "porque", "pra", "qual", "quando", "que", "quem", "se", "seja",
    "sem", "ser", "será", "seu", "seus", "sobre", "somos", "sou", "sua",
    "suas", "são", "só", "também", "te", "tem", "tenho", "ter", "teu", "teve",
    "tinha", "tu", "tua", "tudo", "têm", "um", "uma", "umas", "uns", "você",
    "vocês", "vos", "à", "às", "é", "éramos",
};
/* clang-format on */

const insights__stopwords insights__stopwords_pt = {
    "pt", words, sizeof(words) / sizeof(*words)};
