/* The form in which a unit assesses itself: choose the unit, declare facts and documents, see what they are worth, take
   the file along. Nothing leaves the browser: drafts lie in its own storage, the file is handed over by its user. */
(function () {
  "use strict";

  const F = window.parindexFields;
  const Filing = window.parindexFiling;
  const S = window.parindexScoring;
  const w = F.w;
  const el = F.el;
  const PREFIX = "k";
  const place = document.getElementById("pi-form");
  const page = JSON.parse(document.getElementById("pi-form-page").textContent);
  const criteria = window.parindexCriteria[page.criteria];
  const assets = place.dataset.piAssets;
  const leaves = new Map(
    Filing.leavesOf(criteria).map(function (leaf) {
      return [leaf.code, leaf];
    }),
  );

  let unit = null;
  let state = Filing.emptyState();
  let redraws = new Map();
  let refreshers = [];
  let waiting = 0;

  // ── drafts in this browser ──────────────────────────────────────────────────────────────────────────────────────

  function draftName() {
    return "parindex-khai/" + page.programme + "/" + page.cycle + "/" + unit.id;
  }

  function kept() {
    try {
      const held = JSON.parse(localStorage.getItem(draftName()) || "null");
      if (!held || held.v !== 1) {
        return null;
      }
      const found = Object.assign(Filing.emptyState(), held.state);
      if ((held.lang || "vi") !== S.LANG) {
        Object.values(found.answers).forEach(rewritten);
      }
      return found;
    } catch (problem) {
      return null;
    }
  }

  /** The figures of a draft from the page in the other language. */
  function rewritten(answer) {
    ["done", "total", "excused", "number"].forEach(function (key) {
      answer[key] = S.otherWay(answer[key] || "");
    });
    Object.keys(answer.figures || {}).forEach(function (key) {
      answer.figures[key] = S.otherWay(answer.figures[key]);
    });
  }

  function keep() {
    try {
      localStorage.setItem(draftName(), JSON.stringify({ v: 1, lang: S.LANG, state: state }));
      draftNote.textContent = w("form-kept");
    } catch (problem) {
      draftNote.textContent = w("form-not-kept");
    }
    dropButton.hidden = false;
  }

  function drop() {
    if (!window.confirm(w("form-drop-sure"))) {
      return;
    }
    try {
      localStorage.removeItem(draftName());
    } catch (problem) {
      /* What could not be kept need not be dropped. */
    }
    state = Filing.emptyState();
    draw();
    draftNote.textContent = w("form-dropped");
    dropButton.hidden = true;
    unitField.focus();
  }

  // Whoever leaves right after a change loses nothing.
  window.addEventListener("pagehide", function () {
    if (waiting) {
      keep();
    }
  });

  /** After a change: keeps the draft, works everything out anew, and tells a screen reader once it is quiet. */
  function changed(code) {
    refresh();
    window.clearTimeout(waiting);
    waiting = window.setTimeout(function () {
      waiting = 0;
      keep();
      say(code);
    }, 400);
  }

  function say(code) {
    const leaf = leaves.get(code);
    const total = Filing.outlook(criteria, state);
    const all = w("form-said-total", {
      points: F.number(total.total.leaves.points),
      max: F.plain(total.total.leaves.max),
    });
    if (!leaf) {
      spoken.textContent = all;
      return;
    }
    const claim = total.claimed.get(code);
    const words = { code: code, points: F.number(claim.points), max: F.plain(S.exact(leaf.max)) };
    spoken.textContent = w(claim.state === "not-answered" ? "form-said-open" : "form-said", words) + " " + all;
  }

  // ── the parts of the page ───────────────────────────────────────────────────────────────────────────────────────

  const spoken = el("p", { class: "pi-sr", role: "status", "aria-live": "polite" });
  const draftNote = el("p", { class: "pi-muted pi-form__draft", role: "status" });
  const dropButton = el(
    "button",
    { type: "button", class: "pi-button", hidden: true, on: { click: drop } },
    w("form-drop"),
  );
  const loadNote = el("div", { role: "alert" });
  const fileField = el("input", {
    type: "file",
    id: "k-file",
    accept: ".xlsx,.yaml,.yml,text/yaml",
    on: { change: takeFile },
  });
  const unitField = el(
    "select",
    {
      id: "k-unit",
      on: {
        change: function () {
          choose(unitField.value);
        },
      },
    },
    el("option", { value: "" }, w("form-choose")),
    page.units.map(function (entry) {
      return el("option", { value: entry.id }, entry.name);
    }),
  );
  const unitNote = el("p", { class: "pi-form__due" });
  const desk = el("div", { class: "pi-desk", hidden: true });
  const work = el("div", { class: "pi-desk__work" });
  const aside = el("aside", { class: "pi-desk__sum", "aria-label": w("form-summary") });

  place.append(
    el(
      "section",
      { class: "pi-form__start" },
      el("div", { class: "pi-form__field" }, el("label", { for: "k-unit" }, w("form-unit")), unitField),
      el("div", { class: "pi-form__field" }, el("label", { for: "k-file" }, w("form-load")), fileField),
      unitNote,
      loadNote,
      el("div", { class: "pi-form__keep" }, draftNote, dropButton),
    ),
    desk,
    spoken,
  );
  desk.append(work, aside);

  function daysLeft(until) {
    const here = new Date(Date.now() + 7 * 3600 * 1000).toISOString().slice(0, 10);
    return Math.round((Date.parse(until) - Date.parse(here)) / 86400000);
  }

  function dayText(day) {
    return S.LANG === "en" ? day : day.split("-").reverse().join("/");
  }

  /** The unit's last day. The days of a sample are made up, so that none are counted towards them. */
  function dueText() {
    const until = unit.until || page.deadline;
    if (!until) {
      return "";
    }
    const left = daysLeft(until);
    const day = unit.until ? w("form-due-longer", { date: dayText(until) }) : dayText(until);
    if (page.sample) {
      return w("form-due-day", { date: day }) + " " + w("form-due-sample");
    }
    return w(left < 0 ? "form-due-over" : "form-due", { date: day, days: Math.abs(left) });
  }

  function choose(id) {
    if (waiting) {
      // What was typed last belongs to the unit before.
      window.clearTimeout(waiting);
      waiting = 0;
      keep();
    }
    unit =
      page.units.find(function (entry) {
        return entry.id === id;
      }) || null;
    unitField.value = unit ? unit.id : "";
    desk.hidden = !unit;
    loadNote.replaceChildren();
    draftNote.textContent = "";
    dropButton.hidden = true;
    unitNote.textContent = "";
    if (!unit) {
      return;
    }
    const draft = kept();
    state = draft || Filing.emptyState();
    if (draft) {
      draftNote.textContent = w("form-draft-found");
      dropButton.hidden = false;
    }
    unitNote.textContent = [dueText(), unit.filed ? w("form-filed") : ""].join(" ").trim();
    draw();
  }

  function draw() {
    redraws = new Map();
    refreshers = [];
    work.replaceChildren(evidenceSection());
    criteria.areas.forEach(function (area) {
      work.append(areaSection(area));
    });
    work.append(approvalSection(), reviewSection(), handOver());
    drawSummary();
    refresh();
  }

  function refresh() {
    const found = Filing.review(criteria, state);
    const total = Filing.outlook(criteria, state);
    const ids = Filing.idsOf(state);
    refreshers.forEach(function (work_) {
      work_(total, found, ids);
    });
  }

  // ── a criterion ─────────────────────────────────────────────────────────────────────────────────────────────────

  function areaSection(area) {
    const parts = el("section", { class: "pi-asked" });
    const points = el("span", { class: "pi-max" });
    parts.append(el("h2", { id: F.anchor(PREFIX, area.code) }, area.code + ". " + area.name + " ", points));
    refreshers.push(function (total) {
      const sum = total.total.areas[area.code];
      points.textContent = F.number(sum.points) + "/" + F.plain(sum.max);
    });
    (area.parts || [area]).forEach(function (node) {
      addNode(parts, node, 3);
    });
    return parts;
  }

  function addNode(parts, node, depth) {
    if (!node.parts) {
      parts.append(node.selfScored === false ? othersPart(node) : ask(node));
      return;
    }
    parts.append(el("h" + Math.min(depth, 5), {}, node.code + " " + node.name));
    node.parts.forEach(function (part) {
      addNode(parts, part, depth + 1);
    });
  }

  function othersPart(leaf) {
    return el(
      "div",
      { class: "pi-ask pi-ask--others", id: F.anchor(PREFIX, leaf.code) },
      el(
        "p",
        {},
        el("strong", {}, leaf.code + " " + leaf.name),
        " ",
        el("span", { class: "pi-max" }, w("form-up-to", { max: F.plain(S.exact(leaf.max)) })),
      ),
      el("p", { class: "pi-muted" }, w("form-others")),
    );
  }

  function answerOf(leaf) {
    if (!state.answers[leaf.code]) {
      state.answers[leaf.code] = Filing.emptyAnswer();
    }
    return state.answers[leaf.code];
  }

  function ask(leaf) {
    const code = leaf.code;
    const body = el("div", { class: "pi-ask__body" });
    const points = el("output", { class: "pi-ask__points" });
    const trace = el("p", { class: "pi-trace pi-muted" });
    const faults = el("ul", { class: "pi-ask__faults", id: F.anchor(PREFIX, code, "faults") });
    const made = el(
      "fieldset",
      { class: "pi-ask", id: F.anchor(PREFIX, code), tabindex: "-1" },
      el("legend", {}, el("span", { class: "pi-ask__code" }, code), " " + leaf.name),
      points,
      body,
      guidance(leaf),
      trace,
      faults,
    );

    function fill() {
      const answer = answerOf(leaf);
      const facts = el(
        "div",
        { class: "pi-ask__facts", hidden: answer.na && !Filing.declares(leaf, answer) },
        F.factFields(leaf, answer, PREFIX, function () {
          changed(code);
        }),
      );
      body.replaceChildren.apply(
        body,
        [
          facts,
          typedPart(leaf, answer, fill),
          naPart(leaf, answer, facts),
          refsPart(leaf, answer),
          explanationPart(leaf, answer),
        ].filter(Boolean),
      );
    }

    fill();
    redraws.set(code, fill);
    refreshers.push(function (total, found) {
      const claim = total.claimed.get(code);
      const mine = found.faults.filter(function (entry) {
        return entry.leaf === leaf;
      });
      const done = Filing.touched(leaf, state.answers[code]);
      // What is not worth anything yet is no zero.
      const worth = done && claim.state !== "not-answered";
      points.textContent = (worth ? F.number(claim.points) : "–") + "/" + F.plain(S.exact(leaf.max));
      made.classList.toggle("pi-ask--done", done && !mine.length);
      made.classList.toggle("pi-ask--faulty", mine.length > 0);
      trace.textContent = claim.steps.map(F.stepText).join(" ");
      faults.replaceChildren.apply(
        faults,
        mine.map(function (entry) {
          return el("li", {}, w(entry.fault[0], entry.fault[1]));
        }),
      );
      made.querySelectorAll("[aria-invalid]").forEach(function (field) {
        field.removeAttribute("aria-invalid");
      });
      mine.forEach(function (entry) {
        const field = document.getElementById(F.anchor(PREFIX, code, entry.fault[2]));
        if (field) {
          field.setAttribute("aria-invalid", "true");
        }
      });
    });
    return made;
  }

  function guidance(leaf) {
    const lines = (leaf.lines || []).map(function (line) {
      return el("li", {}, line);
    });
    const wanted = leaf.wanted ? el("p", {}, el("strong", {}, w("form-wanted") + " "), leaf.wanted) : null;
    const help = leaf.guidance ? el("p", {}, leaf.guidance) : null;
    return el(
      "div",
      { class: "pi-ask__help" },
      lines.length ? el("ul", { class: "pi-rule" }, lines) : null,
      wanted,
      help,
    );
  }

  /** Points that came with a file: nobody types any here, and they are only compared with what the facts are worth. */
  function typedPart(leaf, answer, fill) {
    if (!answer.points) {
      return null;
    }
    const drop = function () {
      answer.points = "";
      fill();
      changed(leaf.code);
      document.getElementById(F.anchor(PREFIX, leaf.code)).focus();
    };
    return el(
      "p",
      { class: "pi-ask__typed" },
      w("form-typed-points", { points: S.typed(answer.points) }) + " ",
      el("button", { type: "button", class: "pi-button pi-button--small", on: { click: drop } }, w("form-typed-drop")),
    );
  }

  function naPart(leaf, answer, facts) {
    if (!leaf.mayNa && !answer.na) {
      return null;
    }
    const id = F.anchor(PREFIX, leaf.code, "reason");
    const reason = textArea(id, answer.reason, function (text) {
      answer.reason = text;
      changed(leaf.code);
    });
    const part = el(
      "div",
      { class: "pi-ask__more", hidden: !answer.na },
      el("label", { for: id }, w("form-na-reason")),
      reason,
    );
    const box = F.choice(
      "checkbox",
      F.anchor(PREFIX, leaf.code, "na"),
      "",
      answer.na,
      w("form-na"),
      null,
      function (event) {
        answer.na = event.target.checked;
        // Figures that are there stay in sight: beside “not applicable” they have to go.
        facts.hidden = answer.na && !Filing.declares(leaf, answer);
        part.hidden = !answer.na;
        changed(leaf.code);
      },
    );
    return el("div", {}, box, part);
  }

  function explanationPart(leaf, answer) {
    const id = F.anchor(PREFIX, leaf.code, "explanation");
    const text = textArea(id, answer.explanation, function (typed) {
      answer.explanation = typed;
      changed(leaf.code);
    });
    return el(
      "details",
      { class: "pi-ask__why", open: Boolean(answer.explanation) },
      el("summary", {}, w("form-explanation")),
      el("label", { class: "pi-sr", for: id }, w("form-explanation-of", { code: leaf.code })),
      text,
    );
  }

  function textArea(id, value, typed) {
    const area = el("textarea", {
      id: id,
      rows: "2",
      maxlength: "4000",
      on: {
        input: function () {
          typed(area.value);
        },
      },
    });
    area.value = value;
    return area;
  }

  function refsPart(leaf, answer) {
    const list = el("ul", { class: "pi-refs" });
    const choice = el("select", {
      id: F.anchor(PREFIX, leaf.code, "evidence"),
      "aria-describedby": F.anchor(PREFIX, leaf.code, "faults"),
    });
    const cite = el(
      "button",
      {
        type: "button",
        class: "pi-button",
        on: {
          click: function () {
            add(Number(choice.value));
          },
        },
      },
      w("form-cite"),
      el("span", { class: "pi-sr" }, " " + leaf.code),
    );
    const fresh = el(
      "button",
      {
        type: "button",
        class: "pi-button",
        on: {
          click: function () {
            editRecord(null, add, fresh);
          },
        },
      },
      w("form-new-record"),
      el("span", { class: "pi-sr" }, " " + leaf.code),
    );

    function add(key) {
      if (!key) {
        return;
      }
      answer.refs.push({ key: key, pages: "", section: "" });
      show();
      changed(leaf.code);
      fresh.focus();
    }

    function show() {
      list.replaceChildren.apply(
        list,
        answer.refs.map(function (ref, at) {
          return refRow(leaf, answer, ref, at, show);
        }),
      );
      const left = state.evidence.filter(function (record) {
        return !answer.refs.some(function (ref) {
          return ref.key === record.key;
        });
      });
      choice.replaceChildren.apply(
        choice,
        [el("option", { value: "" }, w("form-cite-which"))].concat(
          left.map(function (record) {
            return el("option", { value: String(record.key) }, recordName(record));
          }),
        ),
      );
      choice.parentElement.hidden = cite.hidden = !left.length;
    }

    const part = el(
      "div",
      { class: "pi-ask__refs" },
      el("p", { class: "pi-ask__label" }, w("evidence")),
      list,
      el(
        "div",
        { class: "pi-ask__cite" },
        el(
          "span",
          {},
          el("label", { class: "pi-sr", for: choice.id }, w("form-cite-for", { code: leaf.code })),
          choice,
        ),
        cite,
        fresh,
      ),
    );
    show();
    let shown = listOfRecords();
    refreshers.push(function () {
      const now = listOfRecords();
      if (now !== shown) {
        shown = now;
        show();
      }
    });
    return part;
  }

  function listOfRecords() {
    return JSON.stringify(
      state.evidence.map(function (record) {
        return [record.key, recordName(record)];
      }),
    );
  }

  function recordName(record) {
    return [record.number, record.title].filter(Boolean).join(" – ") || w("form-untitled");
  }

  function refRow(leaf, answer, ref, at, show) {
    const record = state.evidence.find(function (entry) {
      return entry.key === ref.key;
    });
    const name = record ? recordName(record) : w("form-untitled");
    function field(key, words, size) {
      const input = el("input", {
        type: "text",
        size: size,
        autocomplete: "off",
        on: {
          input: function () {
            ref[key] = input.value;
            changed(leaf.code);
          },
        },
      });
      input.value = ref[key];
      return el("label", {}, w(words), " ", input);
    }
    const remove = el(
      "button",
      {
        type: "button",
        class: "pi-button pi-button--small",
        on: {
          click: function () {
            answer.refs.splice(at, 1);
            show();
            changed(leaf.code);
          },
        },
      },
      w("form-uncite"),
      el("span", { class: "pi-sr" }, " " + name),
    );
    return el(
      "li",
      {},
      el("span", { class: "pi-refs__name" }, name),
      el(
        "span",
        { class: "pi-refs__at" },
        field("pages", "form-pages", "6"),
        field("section", "form-section", "12"),
        remove,
      ),
    );
  }

  // ── documents ───────────────────────────────────────────────────────────────────────────────────────────────────

  function evidenceSection() {
    const list = el("ol", { class: "pi-records pi-form__records" });
    const none = el("p", { class: "pi-muted" }, w("form-no-records"));
    const add = el(
      "button",
      {
        type: "button",
        class: "pi-button",
        on: {
          click: function () {
            editRecord(
              null,
              function () {
                changed("");
                add.focus();
              },
              add,
            );
          },
        },
      },
      w("form-new-record"),
    );
    let shown = null;
    refreshers.push(function (total, found, ids) {
      const uses = new Map();
      Object.values(state.answers).forEach(function (answer) {
        answer.refs.forEach(function (ref) {
          uses.set(ref.key, (uses.get(ref.key) || 0) + 1);
        });
      });
      const now = JSON.stringify([state.evidence, Array.from(uses)]);
      if (now === shown) {
        return;
      }
      shown = now;
      none.hidden = state.evidence.length > 0;
      list.replaceChildren.apply(
        list,
        state.evidence.map(function (record) {
          return recordRow(record, uses.get(record.key) || 0, ids);
        }),
      );
    });
    return el(
      "section",
      {},
      el("h2", { id: "k-evidence" }, w("evidence-title")),
      el("p", {}, w("form-evidence-lead")),
      none,
      list,
      add,
    );
  }

  function recordRow(record, uses, ids) {
    const faults = Filing.recordFaults(record).map(function (fault) {
      return w(fault[0], fault[1]);
    });
    const name = recordName(record);
    const edit = el(
      "button",
      {
        type: "button",
        class: "pi-button pi-button--small",
        on: {
          click: function () {
            editRecord(
              record,
              function () {
                changed("");
              },
              null,
            );
          },
        },
      },
      w("form-edit"),
      el("span", { class: "pi-sr" }, " " + name),
    );
    const remove = el(
      "button",
      {
        type: "button",
        class: "pi-button pi-button--small",
        on: {
          click: function () {
            removeRecord(record, uses);
          },
        },
      },
      w("form-remove"),
      el("span", { class: "pi-sr" }, " " + name),
    );
    const told = [record.issuer, record.date ? dayText(record.date) : "", w("form-uses", { count: uses })]
      .filter(Boolean)
      .join(", ");
    return el(
      "li",
      { id: "k-record-" + record.key, tabindex: "-1" },
      name,
      " ",
      el("code", {}, ids.get(record.key)),
      el("span", { class: "pi-muted" }, " " + told + " "),
      faults.length ? el("span", { class: "pi-ask__fault" }, faults.join(" ") + " ") : null,
      edit,
      " ",
      remove,
    );
  }

  function removeRecord(record, uses) {
    if (uses && !window.confirm(w("form-remove-sure", { count: uses }))) {
      return;
    }
    state.evidence = state.evidence.filter(function (entry) {
      return entry !== record;
    });
    Object.values(state.answers).forEach(function (answer) {
      answer.refs = answer.refs.filter(function (ref) {
        return ref.key !== record.key;
      });
    });
    redraws.forEach(function (fill) {
      fill();
    });
    changed("");
    document.getElementById("k-evidence").parentElement.querySelector(":scope > button").focus();
  }

  const FIELDS = [
    ["title", "text"],
    ["number", "text"],
    ["issuer", "text"],
    ["date", "date"],
    ["kind", "select"],
    ["url", "url"],
    ["pages", "text"],
    ["length", "number"],
  ];
  const CLOSED_FIELDS = [
    ["number", "text"],
    ["custodian", "text"],
    ["reason", "text"],
    ["sha256", "text"],
  ];
  const OTHER_FIELDS = [
    ["signer", "text"],
    ["section", "text"],
    ["note", "text"],
    ["sha256", "text"],
  ];

  /** Asks for a document in a dialog; `done` is called with its key when it is taken. */
  function editRecord(record, done, opener) {
    const draft = Object.assign({}, record || {});
    const faults = el("ul", { class: "pi-ask__faults", role: "alert" });
    const inputs = new Map();

    function field(entry) {
      const key = entry[0];
      const id = "k-record-" + key;
      const input =
        entry[1] === "select"
          ? el(
              "select",
              { id: id },
              el("option", { value: "" }, "–"),
              Filing.KINDS.map(function (kind) {
                return el("option", { value: kind }, w("form-kind-" + kind));
              }),
            )
          : el("input", {
              id: id,
              type: entry[1],
              maxlength: entry[1] === "text" ? "600" : null,
              min: entry[1] === "number" ? "1" : null,
              autocomplete: "off",
            });
      input.value = draft[key] || "";
      input.addEventListener("input", function () {
        draft[key] = input.value;
      });
      inputs.set(key, input);
      return el("div", { class: "pi-form__field" }, el("label", { for: id }, w("form-record-" + key)), input);
    }

    function take(event) {
      event.preventDefault();
      Filing.RECORD.forEach(function (key) {
        draft[key] = Filing.clean(draft[key] || "");
      });
      const found = Filing.recordFaults(draft);
      inputs.forEach(function (input) {
        const more = input.closest("details");
        if (
          more &&
          found.some(function (fault) {
            return inputs.get(fault[2]) === input;
          })
        ) {
          more.open = true;
        }
      });
      faults.replaceChildren.apply(
        faults,
        found.map(function (fault) {
          return el("li", {}, w(fault[0], fault[1]));
        }),
      );
      inputs.forEach(function (input) {
        input.removeAttribute("aria-invalid");
      });
      found.forEach(function (fault) {
        inputs.get(fault[2]).setAttribute("aria-invalid", "true");
      });
      if (found.length) {
        inputs.get(found[0][2]).focus();
        return;
      }
      const key = record ? record.key : Filing.newKey(state);
      if (record) {
        Object.assign(record, draft);
      } else {
        state.evidence.push(Object.assign(draft, { key: key }));
      }
      close();
      done(key);
    }

    function close() {
      dialog.close();
      dialog.remove();
      if (opener) {
        opener.focus();
      }
    }

    /* Of a document that must not be public only what may be told is asked for. */
    function fill() {
      inputs.clear();
      if (draft.visibility === "restricted") {
        parts.replaceChildren.apply(
          parts,
          [el("p", { class: "pi-muted" }, w("form-record-closed-lead"))].concat(CLOSED_FIELDS.map(field)),
        );
        return;
      }
      const others = OTHER_FIELDS.concat(draft.path ? [["path", "text"]] : []);
      const more = others.some(function (entry) {
        return draft[entry[0]];
      });
      parts.replaceChildren.apply(
        parts,
        FIELDS.map(field).concat([
          el(
            "details",
            { class: "pi-ask__why", open: more },
            el("summary", {}, w("form-record-more")),
            others.map(field),
          ),
        ]),
      );
    }

    const parts = el("div", { class: "pi-dialog__fields" });
    const closed = F.choice(
      "checkbox",
      "k-record-closed",
      "",
      draft.visibility === "restricted",
      w("form-record-closed"),
      null,
      function (event) {
        draft.visibility = event.target.checked ? "restricted" : "";
        fill();
      },
    );
    fill();
    const dialog = el(
      "dialog",
      {
        class: "pi-dialog md-typeset",
        "aria-labelledby": "k-dialog",
        on: {
          cancel: function () {
            dialog.remove();
          },
        },
      },
      el(
        "form",
        { novalidate: true, on: { submit: take } },
        el("h2", { id: "k-dialog" }, w(record ? "form-record-edit" : "form-new-record")),
        parts,
        closed,
        faults,
        el(
          "p",
          { class: "pi-form__buttons" },
          el("button", { type: "submit", class: "pi-button pi-button--main" }, w("form-record-take")),
          el("button", { type: "button", class: "pi-button", on: { click: close } }, w("form-record-leave")),
        ),
      ),
    );
    place.append(dialog);
    dialog.showModal();
    inputs.values().next().value.focus();
  }

  // ── approval, what is left, handing over ────────────────────────────────────────────────────────────────────────

  function approvalSection() {
    const field = function (entry) {
      const id = "k-approval-" + entry[0];
      const input = el("input", {
        id: id,
        type: entry[1],
        autocomplete: "off",
        on: {
          input: function () {
            state.approval[entry[0]] = input.value;
            changed("");
          },
        },
      });
      input.value = state.approval[entry[0]];
      return el("div", { class: "pi-form__field" }, el("label", { for: id }, w("form-approval-" + entry[0])), input);
    };
    const fields = [
      ["by", "text"],
      ["title", "text"],
      ["date", "date"],
      ["document", "text"],
    ].map(field);
    return el(
      "fieldset",
      { class: "pi-form__approval" },
      el("legend", {}, w("form-approval")),
      el("p", { class: "pi-muted" }, w("form-approval-lead")),
      fields,
      el(
        "details",
        { class: "pi-ask__why", open: Boolean(state.approval.sha256) },
        el("summary", {}, w("form-approval-more")),
        field(["sha256", "text"]),
      ),
    );
  }

  function goTo(id, event) {
    let target = document.getElementById(id);
    if (!target) {
      return;
    }
    event.preventDefault();
    if (!target.getClientRects().length && target.closest(".pi-ask__cite")) {
      // While no document is listed there is nothing to choose from: what helps is to add one.
      target = target.closest(".pi-ask__cite").querySelector("button:not([hidden])");
    }
    const hidden = target.closest("details:not([open])");
    if (hidden) {
      hidden.open = true;
    }
    target.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
  }

  function jump(id, text) {
    return el(
      "a",
      {
        href: "#" + id,
        on: {
          click: function (event) {
            goTo(id, event);
          },
        },
      },
      text,
    );
  }

  function faultLink(entry) {
    const words = w(entry.fault[0], entry.fault[1]);
    if (entry.leaf) {
      const field = F.anchor(PREFIX, entry.leaf.code, entry.fault[2]);
      return el(
        "li",
        {},
        jump(
          document.getElementById(field) ? field : F.anchor(PREFIX, entry.leaf.code),
          entry.leaf.code + " " + entry.leaf.name,
        ),
        ": " + words,
      );
    }
    if (entry.record) {
      return el("li", {}, jump("k-record-" + entry.record.key, recordName(entry.record)), ": " + words);
    }
    return el("li", {}, jump("k-approval-" + entry.fault[2], w("form-approval")), ": " + words);
  }

  function reviewSection() {
    const told = el("div", {});
    let shown = "";
    refreshers.push(function (total, found) {
      const now = JSON.stringify([
        found.faults.map(short),
        found.hints.map(short),
        found.missing.map(function (leaf) {
          return leaf.code;
        }),
      ]);
      if (now === shown) {
        return;
      }
      shown = now;
      told.replaceChildren();
      if (found.faults.length) {
        told.append(
          el("h3", {}, w("form-faults", { count: found.faults.length })),
          el("ul", { class: "pi-findings" }, found.faults.map(faultLink)),
        );
      }
      if (found.missing.length) {
        told.append(
          el("h3", {}, w("form-missing", { count: found.missing.length })),
          el(
            "ul",
            { class: "pi-columns" },
            found.missing.map(function (leaf) {
              return el("li", {}, jump(F.anchor(PREFIX, leaf.code), leaf.code + " " + leaf.name));
            }),
          ),
        );
      }
      if (found.hints.length) {
        told.append(el("h3", {}, w("form-hints")), el("ul", { class: "pi-findings" }, found.hints.map(faultLink)));
      }
      if (!found.faults.length && !found.missing.length) {
        told.prepend(el("p", {}, w("form-complete")));
      }
    });
    return el("section", {}, el("h2", { id: "k-review" }, w("form-review")), told);
  }

  function short(entry) {
    return [
      entry.leaf ? entry.leaf.code : entry.record ? [entry.record.key, recordName(entry.record)] : "",
      entry.fault,
    ];
  }

  function handOver() {
    const told = el("p", { role: "status" });
    const proposal = el(
      "a",
      { class: "pi-button pi-button--main", target: "_blank", rel: "noopener", hidden: true },
      w("form-propose"),
    );
    const upload = el("a", { class: "pi-button", target: "_blank", rel: "noopener", hidden: true }, w("form-upload"));
    const route = el("p", {});
    const preview = el("pre", { tabindex: "0", class: "pi-form__text" });
    const shown = el(
      "details",
      { class: "pi-details", on: { toggle: update } },
      el("summary", {}, w("form-preview")),
      preview,
    );

    function text() {
      return Filing.fileText(criteria, page, unit.id, state);
    }

    function update() {
      if (shown.open) {
        preview.textContent = text();
      }
      const way = Filing.proposal(page, unit, text());
      proposal.hidden = !way;
      upload.hidden = !way || way.filled;
      if (!way) {
        route.textContent = w("form-way-none");
        return;
      }
      proposal.href = way.url;
      upload.href = way.upload;
      route.textContent = w(way.filled ? "form-way-filled" : unit.filed ? "form-way-edit" : "form-way-long", {
        path: page.folder + "/" + unit.id,
      });
    }

    function download() {
      const address = URL.createObjectURL(new Blob([text()], { type: "text/yaml;charset=utf-8" }));
      const link = el("a", { href: address, download: "self-assessment.yaml" });
      place.append(link);
      link.click();
      link.remove();
      window.setTimeout(function () {
        URL.revokeObjectURL(address);
      }, 1000);
      told.textContent = w("form-downloaded");
    }

    function copy() {
      const done = navigator.clipboard ? navigator.clipboard.writeText(text()) : Promise.reject(new Error());
      done.then(
        function () {
          told.textContent = w("form-copied");
        },
        function () {
          // Without the right to the clipboard the text is shown and marked, ready for the keys.
          shown.open = true;
          preview.textContent = text();
          window.getSelection().selectAllChildren(preview);
          told.textContent = w("form-copy-by-hand");
        },
      );
    }

    refreshers.push(update);
    return el(
      "section",
      { class: "pi-form__out" },
      el("h2", { id: "k-out" }, w("form-out")),
      route,
      el(
        "p",
        { class: "pi-form__buttons" },
        el(
          "button",
          { type: "button", class: "pi-button pi-button--main", on: { click: download } },
          w("form-download") + " ",
          el("small", {}, w("form-download-kind")),
        ),
        el("button", { type: "button", class: "pi-button", on: { click: copy } }, w("form-copy")),
        proposal,
        upload,
      ),
      told,
      shown,
    );
  }

  // ── the sum beside the work ─────────────────────────────────────────────────────────────────────────────────────

  function drawSummary() {
    const progress = el("progress", { max: "1", value: "0", "aria-label": w("form-progress-label") });
    const done = el("p", { class: "pi-desk__done" });
    const points = el("p", { class: "pi-desk__points" });
    const result = el("p", { class: "pi-desk__result" });
    const review = jump("k-review", "");
    const areas = criteria.areas
      .filter(function (area) {
        return (area.parts || [area]).some(ownPart);
      })
      .map(function (area) {
        const value = el("span", { class: "pi-n" });
        refreshers.push(function (total) {
          const sum = total.total.areas[area.code];
          value.textContent = F.number(sum.points) + "/" + F.plain(sum.max);
        });
        const id = F.anchor(PREFIX, area.code);
        return el("li", {}, el("a", { href: "#" + id }, area.code + ". " + area.name), value);
      });
    refreshers.push(function (total, found) {
      const sum = total.total.leaves;
      const counted = unit && !page.sample && (unit.until || page.deadline);
      const days = counted ? daysLeft(unit.until || page.deadline) : -1;
      progress.value = found.of ? found.done / found.of : 0;
      done.textContent = w(days < 0 ? "form-done" : "form-done-days", { done: found.done, of: found.of, days: days });
      points.replaceChildren(
        el("strong", {}, F.number(sum.points)),
        el("small", {}, "/" + w("points-count", { points: F.plain(sum.max) })),
      );
      result.textContent = outlookText(total);
      review.textContent = found.faults.length ? w("form-faults", { count: found.faults.length }) : w("form-review");
    });
    aside.replaceChildren(
      el(
        "div",
        { class: "pi-desk__now" },
        points,
        done,
        progress,
        el("p", { class: "pi-desk__links" }, review, " ", jump("k-out", w("form-out"))),
      ),
      el("div", { class: "pi-desk__more" }, el("ul", { class: "pi-desk__areas" }, areas), result),
    );
  }

  function ownPart(node) {
    return node.parts ? node.parts.some(ownPart) : node.selfScored !== false;
  }

  function outlookText(total) {
    if (!total.low || !total.high) {
      return "";
    }
    const decimals = criteria.rounding.decimals;
    const shown = function (value) {
      return S.numberText(value, decimals, criteria.rounding.mode);
    };
    const low = S.grade(criteria, total.low);
    const high = S.grade(criteria, total.high);
    const words = {
      low: shown(total.low),
      high: shown(total.high),
      grade: low ? low.label : "",
      best: high ? high.label : "",
    };
    const known = S.same(total.low, total.high);
    const told = [w(known ? "form-outlook" : "form-outlook-range", words)];
    if (low && high) {
      told.push(w(low === high ? "form-outlook-class" : "form-outlook-classes", words));
    }
    return told.concat([w("form-outlook-without")]).join(" ");
  }

  // ── a file from elsewhere ───────────────────────────────────────────────────────────────────────────────────────

  function takeFile() {
    const file = fileField.files[0];
    if (!file) {
      return;
    }
    (/\.xlsx$/i.test(file.name) ? workbookOf(file) : fileOf(file)).then(
      function (read) {
        fileField.value = "";
        if (!read.state) {
          loadNote.replaceChildren(el("p", {}, w("form-load-refused")), notes(read.faults));
          return;
        }
        choose(read.unit);
        state = read.state;
        draw();
        keep();
        loadNote.replaceChildren(el("p", {}, w("form-loaded", { name: file.name })));
        if (state.approval.by) {
          loadNote.append(el("p", {}, w("form-load-approved")));
        }
        if (read.notes.length) {
          loadNote.append(el("p", {}, w("form-load-left")), notes(read.notes));
        }
      },
      function () {
        loadNote.replaceChildren(el("p", {}, w("form-load-unreadable")));
      },
    );
  }

  function fileOf(file) {
    return Promise.all([file.text(), F.load(assets + "vendor/js-yaml.min.js")]).then(function (got) {
      return Filing.readFile(criteria, page, got[0], window.jsyaml);
    });
  }

  /** What a filled workbook declares; why, where it is not opened or is of something else. */
  function workbookOf(file) {
    const refused = function (faults) {
      return { state: null, faults: faults, notes: [] };
    };
    const parts = [file.arrayBuffer(), F.load(assets + "xlsx.js"), F.load(assets + "workbook.js")];
    return Promise.all(parts)
      .then(function (got) {
        return window.parindexXlsx.read(got[0]);
      })
      .then(
        function (grids) {
          const found = window.parindexWorkbook.valueOf(criteria, page, grids, unit ? unit.id : "");
          if (!found.value) {
            return refused(found.faults);
          }
          const read = Filing.readValue(criteria, page, found.value);
          read.notes = found.notes.concat(read.notes);
          return read;
        },
        function (problem) {
          if (!problem.problem) {
            throw problem;
          }
          return refused([["form-book-" + problem.problem, {}]]);
        },
      );
  }

  // What is only remarked stands below what has to be corrected.
  const REMARKS = ["form-at-unread", "form-book-criteria"];

  /** What was found in a file, a row of a workbook at a time, faults first. */
  function notes(entries) {
    const rows = new Map();
    entries.forEach(function (entry, number) {
      const row = entry[2] ? entry[2].sheet + "!" + entry[2].line : "#" + number;
      rows.set(row, (rows.get(row) || []).concat([entry]));
    });
    const lines = Array.from(rows.values());
    const faulty = function (line) {
      return line.some(function (entry) {
        return !REMARKS.includes(entry[0]);
      });
    };
    const ordered = lines.filter(faulty).concat(
      lines.filter(function (line) {
        return !faulty(line);
      }),
    );
    return el(
      "ul",
      { class: "pi-findings" },
      ordered.map(function (line) {
        return el("li", {}, lineText(line));
      }),
    );
  }

  function lineText(line) {
    const told = together(line);
    const at = told[0][2];
    if (!at) {
      return noteText(told[0]);
    }
    if (told.length === 1) {
      return w("form-at-cell", at) + " " + noteText(told[0]);
    }
    const cells = told.map(function (entry) {
      return entry[2].cell + ": " + noteText(entry);
    });
    return [w("form-at-line", at)].concat(cells).join(" ");
  }

  /** The cells of a row that are not used, as one. */
  function together(line) {
    const unused = line.filter(function (entry) {
      return entry[0] === "form-at-unread";
    });
    if (unused.length < 2) {
      return line;
    }
    const joined = function (part, between) {
      return unused.map(part).join(between);
    };
    const values = joined(function (entry) {
      return entry[1].value;
    }, "”, “");
    const cells = joined(function (entry) {
      return entry[2].cell;
    }, ", ");
    const rest = line.filter(function (entry) {
      return !unused.includes(entry);
    });
    return rest.concat([["form-at-unread", { value: values }, Object.assign({}, unused[0][2], { cell: cells })]]);
  }

  function noteText(entry) {
    const called = entry[1].called ? { called: w(entry[1].called) } : {};
    return w(entry[0], Object.assign({}, entry[1], called));
  }

  place.addEventListener("submit", function (event) {
    event.preventDefault();
  });
  place.hidden = false;
  document.getElementById("pi-form-none").remove();
  const asked = new URLSearchParams(location.search).get("don-vi");
  choose(
    page.units.some(function (entry) {
      return entry.id === asked;
    })
      ? asked
      : page.units.length === 1
        ? page.units[0].id
        : "",
  );
})();
