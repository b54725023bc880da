/* stopwords_data.h - the lists there are, one file each. */
#ifndef INSIGHTS_BASE_STOPWORDS_DATA_H
#define INSIGHTS_BASE_STOPWORDS_DATA_H

#include "base/stopwords.h"

extern const insights__stopwords insights__stopwords_da;
extern const insights__stopwords insights__stopwords_de;
extern const insights__stopwords insights__stopwords_en;
extern const insights__stopwords insights__stopwords_es;
extern const insights__stopwords insights__stopwords_fr;
extern const insights__stopwords insights__stopwords_it;
extern const insights__stopwords insights__stopwords_nl;
extern const insights__stopwords insights__stopwords_no;
extern const insights__stopwords insights__stopwords_pt;
extern const insights__stopwords insights__stopwords_sv;

#endif
