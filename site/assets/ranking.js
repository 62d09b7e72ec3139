/* Tables of units: sorted by the keys that the build has worked out, filtered by name, class, state and area. What is
   chosen stands in the address, so that a view can be linked; without this script the whole table is there. */
(function () {
  "use strict";

  const fold = window.parindex.fold;

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
        name: fold(row.querySelector("th").textContent),
      };
    });
    let sorted = "";
    let shownArea = "";

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
      body.replaceChildren.apply(body, rows.map(function (entry) { return entry.row; }));
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
        keep();
      });
    });

    /* ── choice ── */

    function filter() {
      const words = fold(value("ten")).split(/\s+/).filter(Boolean);
      const kind = value("loai");
      const area = heads.find(function (cell) { return cell.dataset.piColumn === "lv-" + value("linh-vuc"); });
      const level = area ? value("muc") : "";
      let left = 0;
      rows.forEach(function (entry) {
        const key = area ? entry.keys[Number(area.dataset.piKey)] : null;
        const below = area && key !== null && key <= Number(area.dataset.piBelow);
        const fits =
          words.every(function (word) { return (" " + entry.name).indexOf(" " + word) >= 0; }) &&
          (!kind || entry.kind === kind || (kind === "-ranked" && entry.kind[0] !== "-")) &&
          (!level || (key !== null && below === (level === "duoi")));
        entry.row.hidden = !fits;
        left += fits;
      });
      const chosen = Boolean(words.length || kind || level);
      told.textContent = chosen ? box.dataset.piCount.replace("{shown}", left).replace("{all}", rows.length) : "";
      reset.hidden = !chosen && !value("linh-vuc");
      if (more) { more.parentNode.hidden = left <= 100 || !table.classList.contains("pi-ranking--short"); }
    }

    function areas() {
      const chosen = value("linh-vuc");
      if (form.elements.muc) {
        const one = Boolean(chosen) && chosen !== "tat-ca";
        form.elements.muc.closest("p").hidden = !one;
        if (!one) { form.elements.muc.value = ""; }
      }
      if (chosen === shownArea) { return; }
      shownArea = chosen;
      heads.forEach(function (cell, at) {
        if (!cell.classList.contains("pi-area")) { return; }
        const on = chosen === "tat-ca" || cell.dataset.piColumn === "lv-" + chosen;
        cell.classList.toggle("pi-on", on);
        rows.forEach(function (entry) { entry.row.cells[at].classList.toggle("pi-on", on); });
      });
      box.classList.toggle("pi-ranked--areas", chosen === "tat-ca");
      box.classList.toggle("pi-ranked--area", Boolean(chosen) && chosen !== "tat-ca");
    }

    form.addEventListener("input", function (event) {
      areas();
      const one = value("linh-vuc");
      if (event.target.name === "linh-vuc") {
        sort(one && one !== "tat-ca" ? "-lv-" + one : "");
      }
      filter();
      keep();
    });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("reset", function () {
      setTimeout(function () {
        areas();
        sort("");
        filter();
        keep();
        fields[0].focus();
      });
    });
    if (more) {
      more.addEventListener("click", function () {
        table.classList.remove("pi-ranking--short");
        const next = rows.filter(function (entry) { return !entry.row.hidden; })[100];
        more.parentNode.hidden = true;
        if (next) { next.row.querySelector("a").focus(); }
      });
    }

    /* ── two to four rows for a comparison ── */

    function picking(button, bar) {
      const start = button.textContent;
      let picked = [];

      function show() {
        const link = document.createElement("a");
        link.className = "pi-button pi-button--main";
        link.href = "so-sanh.html?don-vi=" + picked.join(",");
        link.textContent = bar.dataset.piGo.replace("{count}", picked.length);
        bar.replaceChildren(picked.length > 1 ? link : bar.dataset.piFew);
        body.querySelectorAll(".pi-pick").forEach(function (box) { box.disabled = picked.length > 3 && !box.checked; });
      }

      button.addEventListener("click", function () {
        const on = button.getAttribute("aria-pressed") !== "true";
        button.setAttribute("aria-pressed", String(on));
        button.textContent = on ? button.dataset.piEnd : start;
        bar.hidden = !on;
        picked = [];
        if (!on) {
          body.querySelectorAll(".pi-pick").forEach(function (box) { box.remove(); });
          return;
        }
        rows.forEach(function (entry) {
          const link = entry.row.querySelector("th a");
          if (entry.row.classList.contains("pi-ranking__out")) { return; }
          const unit = link.getAttribute("href").replace(/\.html.*$/, "");
          const box = document.createElement("input");
          box.type = "checkbox";
          box.className = "pi-pick";
          box.setAttribute("aria-label", button.dataset.piPick.replace("{name}", link.textContent));
          box.addEventListener("change", function () {
            picked = picked.filter(function (other) { return other !== unit; });
            if (box.checked) { picked.push(unit); }
            show();
          });
          link.before(box, " ");
        });
        show();
      });
    }

    const pick = form.querySelector("[data-pi-pick]");
    if (pick) { picking(pick, box.querySelector(".pi-picks")); }

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
      areas();
      const order = asked.get(prefix + "sap");
      if (order) { sort(order); }
      filter();
    }

    restore();
  }

  document.querySelectorAll("[data-pi-ranking]").forEach(attach);
}());
