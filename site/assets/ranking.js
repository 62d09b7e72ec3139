/* Tables of units: sorted by the keys that the build has worked out, filtered by name, unit above, class, state
   and area. What is chosen stands in the address, so that a view can be linked; without this script the whole table is
   there. Which rows stand in the document is up to rows.js. */
(function () {
  "use strict";

  const fold = window.parindex.fold;

  /* What a unit is found by: its name and what is marked beside it, without the unit above, which has a field of its own. */
  function called(cell) {
    const text = cell.textContent;
    const above = cell.querySelector(".pi-under");
    return fold(above ? text.slice(0, -above.textContent.length) : text);
  }

  function split(text) {
    return fold(text).split(/\s+/).filter(Boolean);
  }

  function has(name, words) {
    return words.every(function (word) { return (" " + name).indexOf(" " + word) >= 0; });
  }

  function attach(box) {
    const prefix = box.dataset.piRanking;
    const table = box.querySelector("table");
    const body = table.tBodies[0];
    const heads = Array.from(table.tHead.rows[0].cells);
    const form = box.querySelector("form");
    const told = form.querySelector("output");
    const reset = form.querySelector("[type=reset]");
    const more = box.querySelector("[data-pi-more]");
    const fields = Array.from(form.querySelectorAll("input, select"));
    const rows = Array.from(body.rows).map(function (row, order) {
      return {
        row: row,
        order: order,
        kind: row.dataset.c,
        keys: row.dataset.k.split(" ").map(function (key) {
          return key === "-" ? null : Number(key);
        }),
        parent: row.dataset.p || "",
        name: called(row.querySelector("th")),
        area: "",
        box: null,
      };
    });
    const stage = window.parindex.stage(table, rows.slice(), dress);
    const parents = Array.from(form.querySelectorAll("datalist option")).map(function (one) { return fold(one.value); });
    let sorted = "";
    let shownArea = "";
    let picking = null;

    function value(name) {
      return form.elements[name] ? form.elements[name].value : "";
    }

    /* ── order ── */

    function sort(chosen) {
      const down = chosen.startsWith("-");
      const head = heads.find(function (cell) {
        return cell.dataset.piColumn && cell.dataset.piColumn === chosen.replace(/^-/, "");
      });
      sorted = head ? chosen : "";
      heads.forEach(function (cell) {
        cell.removeAttribute("aria-sort");
      });
      if (head) {
        const at = Number(head.dataset.piKey);
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        rows.sort(function (a, b) {
          const one = a.keys[at];
          const two = b.keys[at];
          if (one === two) { return a.order - b.order; }
          /* Whoever has no figure stands at the end, whichever way the others are turned. */
          if (one === null) { return 1; }
          if (two === null) { return -1; }
          return down ? two - one : one - two;
        });
      } else {
        rows.sort(function (a, b) { return a.order - b.order; });
      }
    }

    heads.forEach(function (cell) {
      if (!cell.dataset.piColumn) { return; }
      const button = document.createElement("button");
      button.type = "button";
      button.className = "pi-sort";
      button.append.apply(button, Array.from(cell.childNodes));
      if (cell.title) {
        button.title = cell.title;
        const full = document.createElement("span");
        full.className = "pi-sr";
        full.textContent = " (" + cell.title + ")";
        button.append(full);
        cell.removeAttribute("title");
      }
      cell.append(button);
      button.addEventListener("click", function () {
        const name = cell.dataset.piColumn;
        const first = cell.dataset.piFirst === "descending" ? "-" + name : name;
        const other = cell.dataset.piFirst === "descending" ? name : "-" + name;
        sort(sorted === first ? other : first);
        show();
        keep();
      });
    });

    /* ── choice ── */

    /* The numbers of the units above that are meant; of several that a text fits, the one that is called exactly so. */
    function above() {
      const words = split(value("thuoc"));
      const exact = parents.indexOf(words.join(" "));
      return words.length && new Set(parents.map(function (name, at) {
        return (exact < 0 ? has(name, words) : at === exact) ? String(at) : "-";
      }));
    }

    /* Shows the rows that fit what is chosen; `afresh` where their cells are others than before. */
    function show(afresh) {
      const words = split(value("ten"));
      const under = above();
      const kind = value("loai");
      const area = heads.find(function (cell) { return cell.dataset.piColumn === "lv-" + value("linh-vuc"); });
      const level = area ? value("muc") : "";
      const left = rows.filter(function (entry) {
        const key = area ? entry.keys[Number(area.dataset.piKey)] : null;
        const below = area && key !== null && key <= Number(area.dataset.piBelow);
        return has(entry.name, words) &&
          (!under || under.has(entry.parent)) &&
          (!kind || entry.kind === kind || (kind === "-ranked" && entry.kind[0] !== "-")) &&
          (!level || (key !== null && below === (level === "duoi")));
      });
      stage.show(left, afresh);
      const chosen = Boolean(words.length || under || kind || level);
      told.textContent = chosen ? box.dataset.piCount.replace("{shown}", left.length).replace("{all}", rows.length) : "";
      reset.hidden = !chosen && !value("linh-vuc");
      if (more) { more.parentNode.hidden = !stage.short(); }
    }

    /* Which columns of areas are shown; whether that is new. */
    function areas() {
      const chosen = value("linh-vuc");
      if (form.elements.muc) {
        const one = Boolean(chosen) && chosen !== "tat-ca";
        form.elements.muc.closest("p").hidden = !one;
        if (!one) { form.elements.muc.value = ""; }
      }
      if (chosen === shownArea) { return false; }
      shownArea = chosen;
      heads.forEach(function (cell) {
        if (!cell.classList.contains("pi-area")) { return; }
        cell.classList.toggle("pi-on", chosen === "tat-ca" || cell.dataset.piColumn === "lv-" + chosen);
      });
      box.classList.toggle("pi-ranked--areas", chosen === "tat-ca");
      box.classList.toggle("pi-ranked--area", Boolean(chosen) && chosen !== "tat-ca");
      return true;
    }

    /* A row as it is to enter the document: the areas that are shown, and a box where units are picked. */
    function dress(entry) {
      if (entry.area !== shownArea) {
        entry.area = shownArea;
        heads.forEach(function (cell, at) {
          if (cell.classList.contains("pi-area")) {
            entry.row.cells[at].classList.toggle("pi-on", cell.classList.contains("pi-on"));
          }
        });
      }
      if (picking) { picking(entry); } else if (entry.box) {
        entry.box.remove();
        entry.box = null;
      }
    }

    form.addEventListener("input", function (event) {
      const afresh = areas();
      const one = value("linh-vuc");
      if (event.target.name === "linh-vuc") {
        sort(one && one !== "tat-ca" ? "-lv-" + one : "");
      }
      show(afresh);
      keep();
    });
    table.tHead.addEventListener("pointerdown", stage.brace);
    form.addEventListener("focusin", stage.brace);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("reset", function () {
      setTimeout(function () {
        const afresh = areas();
        sort("");
        show(afresh);
        keep();
        fields[0].focus();
      });
    });
    if (more) {
      more.addEventListener("click", function () {
        const next = stage.open();
        more.parentNode.hidden = true;
        next.row.querySelector("a").focus();
      });
    }

    /* ── two to four rows for a comparison ── */

    function picks(button, bar) {
      const start = button.textContent;
      let picked = [];

      function tell() {
        const link = document.createElement("a");
        link.className = "pi-button pi-button--main";
        link.href = "so-sanh.html?don-vi=" + picked.join(",");
        link.textContent = bar.dataset.piGo.replace("{count}", picked.length);
        bar.replaceChildren(picked.length > 1 ? link : bar.dataset.piFew);
        rows.forEach(hold);
      }

      function hold(entry) {
        if (entry.box) { entry.box.disabled = picked.length > 3 && !entry.box.checked; }
      }

      function offer(entry) {
        const link = entry.row.querySelector("th a");
        if (entry.box || entry.row.classList.contains("pi-ranking__out")) { return; }
        const unit = link.getAttribute("href").replace(/\.html.*$/, "");
        const box = document.createElement("input");
        entry.box = box;
        box.type = "checkbox";
        box.className = "pi-pick";
        box.setAttribute("aria-label", button.dataset.piPick.replace("{name}", link.textContent));
        box.addEventListener("change", function () {
          picked = picked.filter(function (other) { return other !== unit; });
          if (box.checked) { picked.push(unit); }
          tell();
        });
        hold(entry);
        link.before(box, " ");
      }

      button.addEventListener("click", function () {
        const on = button.getAttribute("aria-pressed") !== "true";
        button.setAttribute("aria-pressed", String(on));
        button.textContent = on ? button.dataset.piEnd : start;
        bar.hidden = !on;
        picked = [];
        picking = on ? offer : null;
        show(true);
        if (on) { tell(); }
      });
    }

    const pick = form.querySelector("[data-pi-pick]");
    if (pick) { picks(pick, box.querySelector(".pi-picks")); }

    /* ── address ── */

    function keep() {
      const asked = new URLSearchParams(location.search);
      const state = { sap: sorted };
      fields.forEach(function (field) { state[field.name] = field.value.trim(); });
      Object.keys(state).forEach(function (name) {
        if (state[name]) { asked.set(prefix + name, state[name]); } else { asked.delete(prefix + name); }
      });
      const query = asked.toString();
      history.replaceState(history.state, "", location.pathname + (query ? "?" + query : "") + location.hash);
    }

    function restore() {
      const asked = new URLSearchParams(location.search);
      fields.forEach(function (field) {
        field.value = asked.get(prefix + field.name) || "";
        if (field.selectedIndex === -1) { field.value = ""; }
      });
      const order = asked.get(prefix + "sap");
      const afresh = areas();
      if (order) { sort(order); }
      show(afresh);
    }

    restore();
  }

  document.querySelectorAll("[data-pi-ranking]").forEach(attach);
}());
