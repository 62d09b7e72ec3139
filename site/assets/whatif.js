/* "What if" on the page of a unit with a published result: change answers, and see points, index, class and place among
   the others. It starts from the published figures and refuses to calculate where it does not arrive at them itself. */
(function () {
  "use strict";

  const F = window.parindexFields;
  const Filing = window.parindexFiling;
  const S = window.parindexScoring;
  const w = F.w;
  const el = F.el;
  const PREFIX = "t";

  /** Fills the box of a unit; the group's figures and criteria have been loaded. */
  function open(box, group) {
    const criteria = window.parindexCriteria[group.criteria];
    const unit = group.units.find(function (entry) {
      return entry.unit === box.dataset.piUnit;
    });
    const leaves = Filing.leavesOf(criteria);
    const now = published(criteria, leaves, unit);
    const start = S.officialTotal(criteria, now, S.exact(unit.bonus), S.exact(unit.penalty));
    if (!start.index || !S.same(start.index, S.exact(unit.index))) {
      box.append(el("p", {}, w("trial-differs")));
      return;
    }
    const changes = new Map();
    const list = el("ul", { class: "pi-refs" });
    const result = el("dl", { class: "pi-tiles", "aria-live": "polite" });
    const fields = el("div", {});
    const choice = el(
      "select",
      {
        id: "t-leaf",
        on: {
          change: function () {
            show(choice.value);
          },
        },
      },
      el("option", { value: "" }, w("trial-choose")),
      leaves.map(function (leaf) {
        return el("option", { value: leaf.code }, leaf.code + " " + leaf.name);
      }),
    );

    function show(code) {
      const at = leaves.findIndex(function (leaf) {
        return leaf.code === code;
      });
      if (at < 0) {
        fields.replaceChildren();
        return;
      }
      const leaf = leaves[at];
      const before = now.get(code);
      const answer = changes.has(code) ? changes.get(code).answer : startAnswer(leaf, unit.leaves[at]);
      const points = el("output", { class: "pi-ask__points" });
      const trace = el("p", { class: "pi-trace pi-muted" });
      const faults = el("ul", { class: "pi-ask__faults", id: F.anchor(PREFIX, code, "faults") });

      function changed() {
        const made = outcomeOf(criteria, leaf, answer);
        const wrong = made ? [] : [el("li", {}, w("trial-incomplete"))];
        faults.replaceChildren.apply(faults, wrong);
        if (made) {
          changes.set(code, { leaf: leaf, answer: answer, outcome: made });
          tell();
        }
        update(made || before);
      }

      function update(made) {
        points.textContent = F.number(made.points) + "/" + F.plain(S.exact(leaf.max));
        trace.textContent = made.steps.map(F.stepText).join(" ");
      }

      fields.replaceChildren(
        el(
          "fieldset",
          { class: "pi-ask" },
          el("legend", {}, el("span", { class: "pi-ask__code" }, code), " " + leaf.name),
          points,
          el(
            "div",
            { class: "pi-ask__body" },
            leaf.selfScored === false ? markField(leaf, answer, changed) : F.factFields(leaf, answer, PREFIX, changed),
          ),
          trace,
          faults,
        ),
      );
      update(changes.has(code) ? changes.get(code).outcome : before);
    }

    function tell() {
      const outcomes = new Map(now);
      changes.forEach(function (change, code) {
        outcomes.set(code, change.outcome);
      });
      const total = S.officialTotal(criteria, outcomes, S.exact(unit.bonus), S.exact(unit.penalty));
      const places = placesWith(criteria, leaves, group, unit, total);
      const shown = function (value) {
        return S.numberText(value, criteria.rounding.decimals, criteria.rounding.mode);
      };
      const label = function (index) {
        const grade = S.grade(criteria, index);
        return grade ? grade.label : "–";
      };
      result.replaceChildren.apply(
        result,
        [
          tile("trial-points", F.number(start.points), F.number(total.points)),
          tile("index", shown(start.index), shown(total.index)),
          criteria.grades.length ? tile("class", label(start.index), label(total.index)) : null,
          unit.rank ? tile("rank", String(unit.rank), String(places)) : null,
        ].filter(Boolean),
      );
      list.replaceChildren.apply(
        list,
        Array.from(changes, function (pair) {
          const code = pair[0];
          const undo = el(
            "button",
            {
              type: "button",
              class: "pi-button pi-button--small",
              on: {
                click: function () {
                  changes.delete(code);
                  tell();
                  show(choice.value);
                  choice.focus();
                },
              },
            },
            w("trial-undo"),
            el("span", { class: "pi-sr" }, " " + code),
          );
          const told = F.number(now.get(code).points) + " → " + F.number(pair[1].outcome.points);
          return el(
            "li",
            {},
            el("span", { class: "pi-refs__name" }, code + " " + pair[1].leaf.name + ": " + told),
            undo,
          );
        }),
      );
    }

    box.append(
      el("p", { class: "pi-note pi-note--sample" }, w("trial-notice")),
      el("div", { class: "pi-form__field" }, el("label", { for: "t-leaf" }, w("trial-leaf")), choice),
      fields,
      list,
      result,
    );
    tell();
  }

  function tile(name, before, after) {
    return el("div", {}, el("dt", {}, w(name)), el("dd", {}, before === after ? after : before + " → " + after));
  }

  function published(criteria, leaves, unit) {
    return new Map(
      leaves.map(function (leaf, at) {
        const entry = unit.leaves[at];
        if (!entry.is) {
          return [leaf.code, S.claimed(criteria, leaf, entry)];
        }
        return [leaf.code, S.outcome(entry.is[0], S.exact(entry.is[1]), S.exact(entry.is[2]))];
      }),
    );
  }

  /** The declared facts as a form's answer. */
  function startAnswer(leaf, entry) {
    const answer = Filing.emptyAnswer();
    answer.option = entry.option || "";
    answer.items = entry.items || [];
    ["done", "total", "excused", "number"].forEach(function (key) {
      answer[key] = S.typed(entry[key] || "");
    });
    Object.entries(entry.figures || {}).forEach(function (pair) {
      answer.figures[pair[0]] = S.typed(pair[1]);
    });
    return answer;
  }

  /** What an answer would be worth; null while it is not whole. */
  function outcomeOf(criteria, leaf, answer) {
    const maximum = S.exact(leaf.max);
    if (leaf.selfScored === false) {
      const typed = Filing.figure(answer.points, { fractional: true });
      return typed.value && typed.value.compare(maximum) <= 0 ? S.outcome("scored", typed.value, maximum) : null;
    }
    const claim = S.byFacts(criteria, leaf, S.factsOf(Filing.scored(Filing.answerValue(leaf, answer, new Map()))));
    const wrong = Filing.answerFaults(criteria, leaf, answer, new Map(), claim).some(function (fault) {
      return fault[2] !== "evidence";
    });
    return wrong || claim.state === "not-answered" ? null : claim;
  }

  function markField(leaf, answer, changed) {
    const id = F.anchor(PREFIX, leaf.code, "points");
    const input = el("input", {
      id: id,
      type: "text",
      inputmode: "decimal",
      autocomplete: "off",
      class: "pi-ask__figure",
      on: {
        input: function () {
          answer.points = input.value;
          changed();
        },
      },
    });
    input.value = answer.points;
    return el(
      "div",
      { class: "pi-ask__number" },
      el("label", { for: id }, w("trial-mark", { max: F.plain(S.exact(leaf.max)) })),
      input,
    );
  }

  /** The place that a unit would have among the published others. */
  function placesWith(criteria, leaves, group, unit, total) {
    const keys = group.units.map(function (other) {
      if (other === unit) {
        return S.rankKey(criteria, total);
      }
      if (criteria.ties !== "ordered") {
        return S.rankKey(criteria, { index: S.exact(other.index) });
      }
      const outcomes = published(criteria, leaves, other);
      return S.rankKey(criteria, S.officialTotal(criteria, outcomes, S.exact(other.bonus), S.exact(other.penalty)));
    });
    return S.ranks(criteria, keys)[group.units.indexOf(unit)];
  }

  window.parindexTrial = Object.freeze({ open: open });
})();
