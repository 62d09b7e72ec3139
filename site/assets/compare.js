/* Two to four units of one group side by side. Which ones stands in the address (?don-vi=a,b,c); their figures come as
   scripts made at build, as texts in their exact order, so that nothing is calculated or rounded here. */
(function () {
  "use strict";

  const box = document.getElementById("pi-compare");
  const page = JSON.parse(document.getElementById("pi-compare-page").textContent);
  const fold = window.parindex.fold;
  const units = new Map();
  window.parindexUnits[page.cycle].forEach(function (entry) {
    units.set(entry[0], { id: entry[0], name: entry[1], group: entry[2], placing: entry[3], folded: fold(entry[1]) });
  });
  let chosen = [];
  let onlyDifferent = false;

  function w(key) {
    return page.words[key];
  }

  function el(tag, attributes, ...children) {
    const made = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) { made.setAttribute(name, window.parindex.plain(attributes[name])); });
    made.append(...children);
    return made;
  }

  function say(text, values) {
    return Object.keys(values || {}).reduce(function (told, name) {
      return told.replace("{" + name + "}", window.parindex.quoted(String(values[name])));
    }, text);
  }

  /* ── who may be compared ── */

  /** Whether a unit has an index; in a group that is known in part it has no rank. */
  function hasResult(unit) { return unit.placing === "ranked" || unit.placing === "listed"; }

  /** Why a unit cannot join those chosen; empty where it can. */
  function refusal(unit, name) {
    /* An address may hold anything, and this page would say it in the authority's name: only what looks like an id. */
    if (!unit) { return say(w("compare-unknown"), { name: /^[a-z0-9-]{1,60}$/.test(name) ? name : "…" }); }
    if (!hasResult(unit)) { return say(w("compare-no-result"), { name: unit.name, state: w("placing-" + unit.placing) }); }
    if (chosen.length && chosen[0].group !== unit.group) {
      return say(w("compare-other-group"), { name: unit.name, group: page.groups[unit.group], first: page.groups[chosen[0].group] });
    }
    return chosen.length >= page.most ? say(w("compare-most"), { name: unit.name, most: page.most }) : "";
  }

  /* ── the parts of the page ── */

  const notes = el("div", { role: "alert", class: "pi-compare__notes" });
  const chips = el("ul", { class: "pi-compare__chosen", "aria-label": w("compare-chosen") });
  const field = el("input", { type: "search", id: "pi-compare-name", autocomplete: "off", placeholder: w("compare-hint"), "aria-controls": "pi-compare-found" });
  const found = el("ul", { class: "pi-compare__found", id: "pi-compare-found" });
  const told = el("p", { role: "status", class: "pi-sr" });
  const place = el("div", {});

  function refuse(reasons) {
    notes.replaceChildren(...reasons.map(function (text) { return el("p", { class: "pi-note" }, text); }));
  }

  function add(unit) {
    const reason = refusal(unit, "");
    refuse(reason ? [reason] : []);
    if (reason) { return; }
    chosen.push(unit);
    field.value = "";
    field.focus();
    changed();
  }

  function remove(unit) {
    chosen = chosen.filter(function (other) { return other !== unit; });
    refuse([]);
    field.focus();
    changed();
  }

  function changed() {
    keep();
    chips.replaceChildren(...chosen.map(function (unit) {
      const button = el("button", { type: "button", class: "pi-button pi-button--small", "aria-label": say(w("compare-remove"), { name: unit.name }) }, "×");
      button.addEventListener("click", function () { remove(unit); });
      return el("li", {}, unit.name + " ", button);
    }));
    look();
    show();
  }

  /** The units whose names begin with the words typed; before anything is typed none, but of a small group all. */
  function look() {
    const words = fold(field.value).split(/\s+/).filter(Boolean);
    const group = chosen.length ? chosen[0].group : "";
    const open = Array.from(units.values()).filter(function (unit) {
      return chosen.indexOf(unit) < 0 && words.every(function (word) { return (" " + unit.folded).indexOf(" " + word) >= 0; });
    });
    const mine = words.length ? open : open.filter(function (unit) { return group && unit.group === group && hasResult(unit); });
    const full = chosen.length >= page.most;
    const shown = full || (!words.length && mine.length > 30) ? [] : mine.slice(0, 12);
    found.replaceChildren(...shown.map(function (unit) {
      const button = el("button", { type: "button", class: "pi-button pi-button--small" }, "+ " + unit.name);
      button.addEventListener("click", function () { add(unit); });
      return el("li", {}, button, unit.group === group ? "" : el("small", { class: "pi-muted" }, " " + page.groups[unit.group]));
    }));
    told.textContent = words.length ? say(w("compare-found"), { count: open.length }) : "";
    field.disabled = full;
  }

  /* ── the table ── */

  function show() {
    if (chosen.length < 2) {
      place.replaceChildren(el("p", { class: "pi-empty" }, w(chosen.length ? "compare-one" : "compare-none")));
      return;
    }
    const group = chosen[0].group;
    const data = (window.parindexCompared || {})[page.cycle + "/" + group];
    if (!data) {
      const tag = el("script", { src: "so-sanh/" + group + ".js" });
      tag.addEventListener("load", show);
      document.head.append(tag);
      return;
    }
    place.replaceChildren(choice(), table(data));
  }

  function choice() {
    const tick = el("input", { type: "checkbox", id: "pi-compare-different" });
    tick.checked = onlyDifferent;
    tick.addEventListener("change", function () {
      onlyDifferent = tick.checked;
      keep();
      show();
      document.getElementById("pi-compare-different").focus();
    });
    return el("p", {}, tick, " ", el("label", { for: "pi-compare-different" }, w("compare-different")));
  }

  function table(data) {
    const mine = chosen.map(function (unit) { return data.units[unit.id]; });
    const head = el("tr", {}, el("th", { scope: "col" }, w("criterion")), ...chosen.map(function (unit) {
      return el("th", { scope: "col", class: "pi-n" }, el("a", { href: unit.id + ".html" }, unit.name));
    }));
    const whole = el("tbody", {});
    if (mine.every(function (unit) { return unit[0]; })) {
      row(whole, w("rank"), "", "", mine.map(function (unit) { return unit[0]; }), function (rank, at) {
        return rank + (mine[at][1] ? " (" + w("tied") + ")" : "");
      }, { least: true, kind: "total" });
    }
    row(whole, w("index") + " (%)", "", "", mine.map(function (unit) { return unit[2]; }), texts(data.indices), { kind: "total" });
    if (Object.keys(data.grades).length) {
      whole.append(el("tr", {}, el("th", { scope: "row" }, w("class")), ...mine.map(function (unit) {
        const grade = data.grades[unit[3]];
        return el("td", { class: "pi-n" }, grade ? el("span", { class: "pi-grade pi-grade--" + grade[1] }, grade[0]) : "–");
      })));
    }
    const made = el("table", { class: "pi-table pi-compare__table" }, el("caption", { class: "pi-sr" }, w("compare-title")), el("thead", {}, head), whole);
    data.areas.forEach(function (area, number) {
      const body = el("tbody", {});
      row(body, area.name, area.page, "", mine.map(function (unit) { return unit[6][number]; }), function (share, at) {
        return data.percents[share] + " %";
      }, { kind: "area", under: function (at) { return data.figures[mine[at][5][number]] + "/" + area.max; } });
      area.leaves.forEach(function (leaf) {
        row(body, data.leaves[leaf].name, data.leaves[leaf].page, data.leaves[leaf].max, mine.map(function (unit) { return unit[7][leaf]; }), texts(data.figures), { kind: "leaf" });
      });
      if (body.rows.length) { made.append(body); }
    });
    const more = el("tbody", {});
    ["bonus", "penalty"].forEach(function (name, number) {
      row(more, w(name), "", "", mine.map(function (unit) { return unit[4][number]; }), texts(data.figures), { kind: "total", least: name === "penalty" });
    });
    made.append(more);
    return el("div", { class: "pi-table-wrap", role: "region", "aria-label": w("compare-title"), tabindex: "0" }, made);
  }

  function texts(list) {
    return function (at) { return list[at]; };
  }

  /** A row of figures; where they differ the best and the lowest say so. With `least` a smaller number is better. */
  function row(body, name, link, max, values, text, options) {
    const shown = values.map(function (value, at) { return value === null ? "–" : text(value, at); });
    const known = values.filter(function (value) { return value !== null; });
    const differs = new Set(shown).size > 1;
    if (onlyDifferent && !differs && options.kind === "leaf") { return; }
    const high = Math.max(...known);
    const low = Math.min(...known);
    const head = el("th", { scope: "row" }, link ? el("a", { href: link }, name) : name);
    if (max) { head.append(el("small", { class: "pi-muted" }, " /" + max)); }
    body.append(el("tr", { class: "pi-compare__" + options.kind }, head, ...values.map(function (value, at) {
      const cell = el("td", { class: "pi-n" }, shown[at]);
      if (options.under) { cell.append(el("small", { class: "pi-muted pi-under" }, options.under(at))); }
      if (differs && value !== null && high !== low && (value === high || value === low)) {
        const best = (value === high) !== Boolean(options.least);
        cell.append(el("small", { class: "pi-under " + (best ? "pi-up" : "pi-down") }, (best ? "▲ " : "▼ ") + w(best ? "compare-best" : "compare-lowest")));
      }
      return cell;
    })));
  }

  /* ── address ── */

  function keep() {
    const asked = new URLSearchParams(location.search);
    asked.delete("don-vi");
    asked.delete("khac");
    const parts = [asked.toString()];
    if (chosen.length) { parts.push("don-vi=" + chosen.map(function (unit) { return unit.id; }).join(",")); }
    if (onlyDifferent) { parts.push("khac=1"); }
    const query = parts.filter(Boolean).join("&");
    history.replaceState(history.state, "", location.pathname + (query ? "?" + query : "") + location.hash);
  }

  function restore() {
    const asked = new URLSearchParams(location.search);
    const reasons = [];
    onlyDifferent = asked.get("khac") === "1";
    (asked.get("don-vi") || "").split(",").filter(Boolean).slice(0, 20).forEach(function (id) {
      const unit = units.get(id);
      const reason = unit && chosen.indexOf(unit) >= 0 ? "" : refusal(unit, id);
      if (reason) { reasons.push(reason); } else if (chosen.indexOf(unit) < 0) { chosen.push(unit); }
    });
    refuse(reasons);
    changed();
  }

  field.addEventListener("input", look);
  field.addEventListener("keydown", function (event) {
    const first = found.querySelector("button");
    if (event.key === "Enter" && field.value.trim() && first) {
      event.preventDefault();
      first.click();
    }
  });
  box.append(notes, chips, el("p", { class: "pi-compare__add" }, el("label", { for: field.id }, w("compare-add")), field), found, told, place);
  document.getElementById("pi-compare-none").hidden = true;
  box.hidden = false;
  restore();
}());
