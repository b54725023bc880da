/* The report as a place to work: search, filters, and one key a decision.
   Without it everything can still be read. */
(function () {
  'use strict';
  var root = document.documentElement;
  var data = JSON.parse(document.getElementById('insights-data').textContent);
  var turns = Array.prototype.slice.call(document.querySelectorAll('.turn'));
  var items = Array.prototype.slice.call(document.querySelectorAll('.items > li'));
  var decided = {};
  var memos = [];
  var coded = [];
  var now = -1;
  var store = 'insights-review-' + data.project;
  var live = document.getElementById('live');
  root.classList.add('js');

  function say(text) { live.textContent = text; }
  function el(name, text, className) {
    var e = document.createElement(name);
    if (text) e.textContent = text;
    if (className) e.className = className;
    return e;
  }

  /* --- Search: every place a word stands, with what is around it --------- */
  var box = document.getElementById('search');
  var hits = document.getElementById('hits');
  function read(turn) {
    if (!turn.low) {
      turn.said = turn.querySelector('p').textContent;
      turn.low = turn.said.toLowerCase();
    }
  }
  function search() {
    var wanted = box.value.trim().toLowerCase();
    hits.textContent = '';
    if (wanted.length < 2) { hits.classList.add('hidden'); return; }
    var list = el('ol'), count = 0;
    turns.forEach(function (turn) {
      if (turn.classList.contains('hidden')) return;
      read(turn);
      var text = turn.said, low = turn.low;
      var at = low.indexOf(wanted);
      while (at >= 0) {
        count++;
        if (count <= 200) {
          var item = el('li'), link = el('a', turn.dataset.at || '¶');
          link.href = '#' + turn.id;
          item.append(link, ' ' + turn.dataset.who + ': …' +
            text.slice(Math.max(0, at - 50), at));
          item.append(el('mark', text.slice(at, at + wanted.length), 'hit'));
          item.append(text.slice(at + wanted.length, at + wanted.length + 50) + '…');
          list.append(item);
        }
        at = low.indexOf(wanted, at + wanted.length);
      }
    });
    hits.append(el('h2', count + (count === 1 ? ' place' : ' places') +
      ' with “' + box.value.trim() + '”' + (count > 200 ? ', the first 200' : '')), list);
    hits.classList.remove('hidden');
  }

  /* --- Filters: one speaker, one code ------------------------------------- */
  var who = document.getElementById('who');
  var code = document.getElementById('code');
  function fill(select, values) {
    values.forEach(function (v) {
      var o = el('option', v);
      o.value = v;
      select.append(o);
    });
  }
  function filter() {
    turns.forEach(function (turn) {
      var hide = (who.value && turn.dataset.who !== who.value) ||
        (code.value && (turn.dataset.codes || '').split('|').indexOf(code.value) < 0);
      turn.classList.toggle('hidden', Boolean(hide));
    });
    search();
  }
  fill(who, data.speakers);
  fill(code, data.codes);
  box.addEventListener('focus', function () { turns.forEach(read); });
  box.addEventListener('input', search);
  who.addEventListener('change', filter);
  code.addEventListener('change', filter);
  document.getElementById('find').addEventListener('submit', function (e) {
    e.preventDefault();
  });

  /* --- The recording, where there is one ------------------------------------ */
  document.addEventListener('click', function (e) {
    var link = e.target.closest('[data-ms]');
    if (!link) return;
    var media = link.closest('.interview').querySelector('audio, video');
    if (!media) return;
    media.currentTime = Number(link.dataset.ms) / 1000;
    media.play();
  });

  /* --- Review: one key a decision --------------------------------------------- */
  function keep() {
    try {
      localStorage.setItem(store, JSON.stringify(
        { decided: decided, memos: memos, coded: coded }));
    } catch (ignored) { /* private windows have no storage: save the file */ }
  }
  function show(item) {
    var d = decided[item.dataset.id];
    item.classList.toggle('accepted', Boolean(d && d.decision !== 'reject'));
    item.classList.toggle('rejected', Boolean(d && d.decision === 'reject'));
    item.querySelector('.state').textContent = d ?
      (d.decision + (d.code ? ' as ' + d.code : '')) : '';
  }
  function progress() {
    var done = Object.keys(decided).length;
    document.getElementById('progress').textContent =
      done + ' of ' + items.length + ' decided' +
      (coded.length ? ', ' + coded.length + ' coded' : '') +
      (memos.length === 1 ? ', 1 memo' :
        memos.length ? ', ' + memos.length + ' memos' : '');
  }
  function go(to) {
    if (!items.length) return;
    if (items[now]) items[now].classList.remove('now');
    now = Math.max(0, Math.min(items.length - 1, to));
    items[now].classList.add('now');
    items[now].setAttribute('tabindex', '-1');
    items[now].focus({ preventScroll: true });
    items[now].scrollIntoView({ block: 'center' });
  }
  function decide(item, decision, otherCode) {
    var d = { kind: item.dataset.kind, id: item.dataset.id, decision: decision };
    if (otherCode) d.code = otherCode;
    decided[d.id] = d;
    show(item);
    progress();
    keep();
    say(decision);
  }
  function act(name, item) {
    if (name === 'accept') {
      decide(item, item.dataset.kind === 'evidence' ? 'keep' : 'accept');
      go(items.indexOf(item) + 1);
    } else if (name === 'reject') {
      decide(item, 'reject');
      go(items.indexOf(item) + 1);
    } else if (name === 'recode') {
      var other = window.prompt('Which code instead? A new name adds a code.', '');
      if (other) { decide(item, 'accept', other); go(items.indexOf(item) + 1); }
    } else if (name === 'memo') {
      var text = window.prompt('Memo on this quote', '');
      if (text) {
        memos.push({ kind: item.dataset.kind, id: item.dataset.id, text: text });
        progress();
        keep();
      }
    } else if (name === 'undo') {
      delete decided[item.dataset.id];
      show(item);
      progress();
      keep();
    }
  }
  /* --- A code on selected words: their place in bytes of the text ---------- */
  function length(text) { return new TextEncoder().encode(text).length; }
  function wordsOf(node) {
    return (node.nodeType === 1 ? node : node.parentElement).closest('.turn p');
  }
  function codeSelection() {
    var selected = window.getSelection();
    if (!selected.rangeCount || selected.isCollapsed) {
      say('Select words in a conversation first.');
      return;
    }
    var range = selected.getRangeAt(0);
    var from = wordsOf(range.startContainer);
    var to = wordsOf(range.endContainer);
    if (!from || from !== to) {
      say('Select words of one turn.');
      return;
    }
    var before = document.createRange();
    before.setStart(from, 0);
    before.setEnd(range.startContainer, range.startOffset);
    var quote = range.toString();
    var name = window.prompt('Which code for “' + quote + '”?', '');
    if (!name) return;
    var talk = from.closest('.interview').dataset;
    var start = Number(from.closest('.turn').dataset.start) + length(before.toString());
    coded.push({
      interview: talk.id, transcript_id: talk.revision, byte_start: start,
      byte_end: start + length(quote), quote: quote, code: name
    });
    progress();
    keep();
    say(name + ': “' + quote + '”');
  }
  function save() {
    var name = document.getElementById('reviewer').value.trim();
    if (!name) {
      document.getElementById('reviewer').focus();
      say('Your name first: decisions are kept under it.');
      return;
    }
    var review = {
      insights_review: 1, project: data.project, actor: name,
      decisions: Object.keys(decided).sort().map(function (k) { return decided[k]; }),
      codes: coded, memos: memos
    };
    var link = el('a');
    link.href = URL.createObjectURL(new Blob([JSON.stringify(review, null, 1) + '\n'],
      { type: 'application/json' }));
    link.download = 'review.json';
    link.click();
    say('review.json saved; take it in with: insights apply review.json');
  }
  items.forEach(function (item, i) {
    item.addEventListener('click', function (e) {
      var b = e.target.closest('button');
      if (b) { now = i; act(b.dataset.act, item); }
    });
  });
  var keys = { a: 'accept', r: 'reject', c: 'recode', m: 'memo', u: 'undo' };
  document.addEventListener('keydown', function (e) {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName)) return;
    if (e.key === '/') { e.preventDefault(); box.focus(); return; }
    if (e.key === 'j') { go(now + 1); return; }
    if (e.key === 'k') { go(now - 1); return; }
    if (keys[e.key] && items[now]) { e.preventDefault(); act(keys[e.key], items[now]); }
    if (e.key === 'n') { e.preventDefault(); codeSelection(); return; }
    if (e.key === 's') { e.preventDefault(); save(); }
  });
  var button = document.getElementById('save');
  if (button) button.addEventListener('click', save);
  try {
    var kept = JSON.parse(localStorage.getItem(store) || 'null');
    if (kept) {
      decided = kept.decided || {};
      memos = kept.memos || [];
      coded = kept.coded || [];
    }
  } catch (ignored) { decided = {}; memos = []; coded = []; }
  items.forEach(show);
  progress();
})();
