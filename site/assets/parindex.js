/* Search in the header, on the home page and on the search page. The index is a script of its own, fetched when first
   needed, so that it works from a folder too. Nothing is sent anywhere. */
(function () {
  "use strict";
  var script = document.currentScript;
  var root = script.src.replace(/assets\/parindex\.js.*$/, "");
  var lang = document.documentElement.lang;
  var own = lang === "vi" ? "" : "." + lang;
  var waiting = null;

  function fold(text) {
    return text.toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  }

  /* ── Vietnamese words on a page of another language: what a script puts in is marked as the build marks the rest ── */

  var vietnamese = /[à-ãèéêìíò-õùúýăđĩũơưạ-ỹ\u0300-\u0303\u0306\u0309\u031b\u0323]/i;
  var signs = /[\ue000\ue001]/g;

  /* A text that is to stand amid a sentence, between two signs that nobody types; `plain` takes them out. */
  function quoted(text) {
    return lang !== "vi" && vietnamese.test(text) ? "\ue000" + plain(text) + "\ue001" : text;
  }

  function plain(text) {
    return String(text).replace(signs, "");
  }

  function mark(text) {
    var own = text.data;
    var parent = text.parentElement;
    if (!vietnamese.test(own) || !parent || parent.closest("[lang]").lang === "vi") { return; }
    if (parent.closest("script, style, textarea")) { return; }
    if (parent.localName === "option") {
      parent.lang = "vi";
      text.data = plain(own);
      return;
    }
    var parts = own.search(signs) < 0 ? ["", own, ""] : own.split(signs);
    text.replaceWith.apply(text, parts.map(function (part, number) {
      if (number % 2 === 0) { return part; }
      var span = document.createElement("span");
      span.lang = "vi";
      span.textContent = part;
      return span;
    }).filter(Boolean));
  }

  function watch() {
    new MutationObserver(function (changes) {
      changes.forEach(function (change) {
        change.addedNodes.forEach(function (node) {
          if (node.nodeType === Node.TEXT_NODE) { mark(node); }
          /* Rows of a ranking come from the build and are marked already. */
          if (node.nodeType !== Node.ELEMENT_NODE || node.dataset && node.dataset.k) { return; }
          var walk = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
          var texts = [];
          while (walk.nextNode()) { texts.push(walk.currentNode); }
          texts.forEach(mark);
        });
      });
    }).observe(document.body, { childList: true, subtree: true });
  }

  if (lang !== "vi") { watch(); }

  /* Other scripts look for names in the same way. */
  window.parindex = { fold: fold, quoted: quoted, plain: plain };

  function load() {
    if (!waiting) {
      waiting = new Promise(function (done, failed) {
        var tag = document.createElement("script");
        tag.src = root + "assets/search-index" + own + ".js";
        tag.onload = function () { done(window.parindexSearch || []); };
        tag.onerror = failed;
        document.head.appendChild(tag);
      });
    }
    return waiting;
  }

  function find(entries, query, most) {
    var words = fold(query).split(/\s+/).filter(Boolean);
    if (!words.length) { return []; }
    var hits = [];
    entries.forEach(function (entry, order) {
      if (words.every(function (word) { return (" " + entry[1]).indexOf(" " + word) >= 0; })) {
        var name = fold(entry[0]);
        var at = name.indexOf(words.join(" "));
        hits.push([at < 0 ? 2 : at === 0 ? 0 : 1, name.length, order, entry]);
      }
    });
    /* Where names fit, criteria that fit only by the name of their regulation would bury them. */
    if (hits.some(function (hit) { return hit[0] < 2; })) {
      hits = hits.filter(function (hit) { return hit[0] < 2 || !/(^|\/)phuong-phap\//.test(hit[3][3]); });
    }
    hits.sort(function (a, b) { return a[0] - b[0] || a[1] - b[1] || a[2] - b[2]; });
    return hits.slice(0, most).map(function (hit) { return hit[3]; });
  }

  var numbered = 0;

  function attach(input) {
    var id = "pi-hits-" + (numbered += 1);
    var list = document.createElement("ul");
    var form = input.form;
    var chosen = -1;
    list.className = "pi-hits";
    list.id = id;
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.labels[0] ? input.labels[0].textContent : "");
    form.appendChild(list);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-controls", id);
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-autocomplete", "list");

    function close() {
      list.hidden = true;
      chosen = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function choose(number) {
      var rows = list.children;
      chosen = (number + rows.length) % rows.length;
      Array.prototype.forEach.call(rows, function (row, at) { row.setAttribute("aria-selected", String(at === chosen)); });
      input.setAttribute("aria-activedescendant", rows[chosen].id);
      rows[chosen].scrollIntoView({ block: "nearest" });
    }

    function show(hits) {
      list.textContent = "";
      hits.forEach(function (hit, number) {
        var row = document.createElement("li");
        var where = document.createElement("small");
        row.id = id + "-" + number;
        row.setAttribute("role", "option");
        row.setAttribute("aria-selected", "false");
        row.dataset.path = hit[3];
        row.textContent = hit[0];
        where.textContent = hit[2];
        row.appendChild(where);
        list.appendChild(row);
      });
      if (!hits.length) {
        var none = document.createElement("li");
        none.setAttribute("role", "option");
        none.setAttribute("aria-disabled", "true");
        none.setAttribute("aria-selected", "false");
        none.textContent = input.dataset.piNone;
        list.appendChild(none);
      }
      chosen = -1;
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
    }

    function update() {
      if (!input.value.trim()) { close(); return; }
      load().then(function (entries) { show(find(entries, input.value, 12)); });
    }

    function go() {
      var row = list.children[chosen];
      if (row && row.dataset.path) { location.href = root + row.dataset.path; }
    }

    input.addEventListener("input", update);
    input.addEventListener("focus", load);
    input.addEventListener("keydown", function (event) {
      if (list.hidden || !list.children.length) { return; }
      if (event.key === "ArrowDown") { choose(chosen + 1); event.preventDefault(); }
      if (event.key === "ArrowUp") { choose(chosen - 1); event.preventDefault(); }
      if (event.key === "Escape") { close(); }
      if (event.key === "Enter" && chosen >= 0) { go(); event.preventDefault(); }
    });
    list.addEventListener("mousedown", function (event) {
      var row = event.target.closest("li");
      if (row) { chosen = Array.prototype.indexOf.call(list.children, row); go(); event.preventDefault(); }
    });
    input.addEventListener("blur", function () { setTimeout(close, 150); });
    if (input.hasAttribute("data-pi-from-address")) { fromAddress(input); }
  }

  /* The search page lists every hit of the address's question above the list of all units. */
  function fromAddress(input) {
    var asked = new URLSearchParams(location.search).get("q");
    var place = document.getElementById("pi-results");
    if (!asked || !place) { return; }
    input.value = asked;
    load().then(function (entries) {
      var hits = find(entries, asked, 200);
      var told = document.createElement("p");
      var list = document.createElement("ul");
      told.setAttribute("role", "status");
      told.textContent = hits.length ? place.dataset.piCount.replace("{count}", String(hits.length)) : input.dataset.piNone;
      hits.forEach(function (hit) {
        var row = document.createElement("li");
        var link = document.createElement("a");
        var where = document.createElement("span");
        link.href = root + hit[3];
        link.textContent = hit[0];
        where.className = "pi-muted";
        where.textContent = " " + hit[2];
        row.appendChild(link);
        row.appendChild(where);
        list.appendChild(row);
      });
      list.className = "pi-linklist";
      place.replaceChildren(told, list);
    });
  }

  document.querySelectorAll("[data-pi-search]").forEach(attach);

  /* What names the address of this site where the build did not know it: a citation, the code to embed a result. A page
     from a folder has no address that others could open, and keeps saying so. */
  function place() {
    document.querySelectorAll("[data-pi-here]").forEach(function (told) {
      told.textContent = " " + root + told.dataset.piHere;
    });
    document.querySelectorAll("[data-pi-embed]").forEach(function (box) {
      var code = box.firstElementChild;
      code.textContent = code.textContent.replace(/ (href|src)="/g, ' $1="' + root);
      box.hidden = false;
    });
    document.querySelectorAll("[data-pi-unplaced]").forEach(function (told) { told.hidden = true; });
  }

  if (/^https?:$/.test(location.protocol)) { place(); }

  /* The trial on a unit's page: everything that it calculates with is fetched when the box is first opened. */
  var parts = ["vendor/fraction.min.js", "scoring.js", "filing.js", "words" + own + ".js", "fields.js", "whatif.js"];

  function next(addresses, done, failed) {
    if (!addresses.length) { done(); return; }
    var tag = document.createElement("script");
    tag.src = addresses[0];
    tag.onload = function () { next(addresses.slice(1), done, failed); };
    tag.onerror = failed;
    document.head.appendChild(tag);
  }

  function trial(box) {
    var name = box.dataset.piTrial;
    // Figures stand once for all languages, in the folder of the cycle.
    var here = location.href.replace(root + lang + "/", root).replace(/[^/]*([?#].*)?$/, "");
    box.hidden = false;
    box.addEventListener("toggle", function () {
      box.setAttribute("aria-busy", "true");
      next([here + "tinh-thu/" + name + ".js"].concat(parts.map(function (part) { return root + "assets/" + part; })), function () {
        var group = Object.keys(window.parindexTrials).map(function (key) { return window.parindexTrials[key]; })[0];
        next([root + "assets/bo-tieu-chi/" + group.criteria + own + ".js"], function () {
          box.removeAttribute("aria-busy");
          window.parindexTrial.open(box, group);
        });
      }, function () { box.removeAttribute("aria-busy"); });
    }, { once: true });
  }

  document.querySelectorAll("[data-pi-trial]").forEach(trial);
}());
