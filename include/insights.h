/**
 * @file insights.h
 * @brief Everything that libinsights offers.
 *
 * @code
 * #include <insights.h>
 * @endcode
 * Link with what `pkg-config --libs insights` says.
 */
#ifndef INSIGHTS_H
#define INSIGHTS_H

#include <insights/base.h>
#include <insights/conversation.h>
#include <insights/cursor.h>
#include <insights/error.h>
#include <insights/events.h>
#include <insights/exchange.h>
#include <insights/model.h>
#include <insights/privacy.h>
#include <insights/quote.h>
#include <insights/reading.h>
#include <insights/record.h>
#include <insights/schedule.h>
#include <insights/store.h>
#include <insights/study.h>

#endif /* INSIGHTS_H */
