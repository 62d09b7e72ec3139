/* Which rows of a table stand in the document. To lay out four thousand of them takes a browser a second or two: of a
   new order the first are there at once, the others follow whenever there is nothing else to do, so that everything can
   be scrolled to and found. On paper the table is always whole. */
(function () {
  "use strict";

  const SHORT = 100;
  const FIRST = 50;
  const AT_A_TIME = 100;
  const PAUSE = 1500;

  const idle = window.requestIdleCallback
    ? function (work) { window.requestIdleCallback(work, { timeout: 200 }); }
    : function (work) { setTimeout(work, 20); };

  /* `entries` are all rows, each as { row }; `dress` is called with an entry before its row enters the document. */
  function stage(table, entries, dress) {
    const body = table.tBodies[0];
    const heads = Array.from(table.tHead.rows[0].cells);
    let order = entries;
    let most = Infinity;
    let there = entries.length;
    let turn = 0;
    let fixed = false;
    let wide = 0;
    let longest = null;

    function end() {
      return Math.min(order.length, most);
    }

    /* Brings rows up to `upTo` into the document, behind those that are there. */
    function put(upTo) {
      const part = document.createDocumentFragment();
      order.slice(there, upTo).forEach(function (entry) {
        dress(entry);
        part.append(entry.row);
      });
      body.append(part);
      there = Math.max(there, upTo);
    }

    /* Takes the rows from `from` on out of the document. */
    function cut(from) {
      if (!from) {
        body.replaceChildren();
      } else if (from < there) {
        const rest = document.createRange();
        rest.setStartAfter(order[from - 1].row);
        rest.setEndAfter(body.lastChild);
        rest.deleteContents();
      }
      there = Math.min(there, from);
    }

    function fill() {
      const mine = turn;
      if (there >= end()) { return; }
      idle(function () {
        if (mine !== turn) { return; }
        fix();
        put(Math.min(there + AT_A_TIME, end()));
        fill();
      });
    }

    /* Shows entries in an order; `afresh` where rows look different from before. */
    function show(next, afresh, atOnce) {
      const limit = Math.min(next.length, most);
      let same = 0;
      turn += 1;
      if (afresh) { loosen(); }
      while (!afresh && same < Math.min(there, limit) && order[same] === next[same]) { same += 1; }
      cut(same);
      order = next;
      put(Math.min(Math.max(there, atOnce || FIRST), limit));
      fill();
    }

    /* To take thousands of rows out of the document costs more than to sort them. It is done when the reader reaches for
       a heading or a field, so that what is asked for then is there at once; if nothing is asked for, they come back. */
    function brace() {
      if (there <= 2 * SHORT) { return; }
      turn += 1;
      cut(SHORT);
      const mine = turn;
      setTimeout(function () { if (mine === turn) { fill(); } }, PAUSE);
    }

    /* ── widths ── */

    /* Columns keep the width that the longest texts of all rows ask for: else each piece that arrives would have the
       widths of all rows worked out again, and columns would move under the reader's eyes. */
    function fix() {
      if (fixed || end() <= SHORT) { return; }
      if (!longest) {
        longest = Array.from(new Set(heads.map(function (head, at) {
          return entries.reduce(function (one, other) { return size(other, at) > size(one, at) ? other : one; });
        })));
      }
      const guests = longest.filter(function (entry) { return !entry.row.isConnected; });
      guests.forEach(function (entry) {
        dress(entry);
        body.append(entry.row);
      });
      wide = table.getBoundingClientRect().width;
      const widths = heads.map(function (head) { return head.getBoundingClientRect().width; });
      guests.forEach(function (entry) { entry.row.remove(); });
      heads.forEach(function (head, at) { head.style.setProperty("--pi-width", (100 * widths[at]) / wide + "%"); });
      fixed = true;
      table.classList.add("pi-ranking--fixed");
    }

    function size(entry, at) {
      const cell = entry.row.children[at];
      return cell ? cell.textContent.length : 0;
    }

    function loosen() {
      if (!fixed) { return; }
      fixed = false;
      table.classList.remove("pi-ranking--fixed");
      heads.forEach(function (head) { head.style.removeProperty("--pi-width"); });
    }

    window.addEventListener("resize", function () {
      if (fixed && Math.abs(table.getBoundingClientRect().width - wide) > 1) { loosen(); }
    });

    /* ── paper ── */

    window.addEventListener("beforeprint", function () {
      turn += 1;
      put(order.length);
    });
    window.addEventListener("afterprint", function () { cut(end()); });

    if (table.classList.contains("pi-ranking--short")) {
      most = SHORT;
      cut(most);
      table.classList.remove("pi-ranking--short");
    }

    return {
      show: show,
      brace: brace,
      /* Whether some rows are kept back until the reader asks for them. */
      short: function () { return order.length > most; },
      /* Shows all rows from now on; the first that was kept back. */
      open: function () {
        const next = order[most];
        const before = most;
        most = Infinity;
        show(order, false, before + FIRST);
        return next;
      },
    };
  }

  window.parindex.stage = stage;
}());
