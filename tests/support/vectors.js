/* Runs the shared vectors through the browser's scoring module; answers with how many results were compared and where
   they differ from the engine's. */
(function (root, factory) {
  if (typeof module === "object" && module.exports) {
    module.exports = factory();
  } else {
    root.runVectors = factory();
  }
})(this, function () {
  "use strict";

  return function runVectors(S, vectors) {
    const different = [];
    let run = 0;

    function compare(where, made, wanted) {
      run += 1;
      const left = canonical(made);
      const right = canonical(wanted);
      if (left !== right) {
        different.push({ where: where, made: left, wanted: right });
      }
    }

    /* Members in one order, so that only what is said is compared. */
    function canonical(value) {
      return JSON.stringify(value, function (_, part) {
        if (!part || typeof part !== "object" || Array.isArray(part)) {
          return part;
        }
        return Object.fromEntries(
          Object.entries(part).sort(function (a, b) {
            return a[0] < b[0] ? -1 : 1;
          }),
        );
      });
    }

    const text = function (value) {
      return value && typeof value === "object" && "d" in value ? S.exactText(value) : value;
    };
    const textOrNull = function (value) {
      return value === null ? null : text(value);
    };

    function steps(made) {
      return made.map(function (step) {
        return [
          step.key,
          Object.fromEntries(
            Object.entries(step.params).map(function (p) {
              return [p[0], text(p[1])];
            }),
          ),
        ];
      });
    }

    function award(made) {
      return (
        made && {
          points: text(made.points),
          state: made.state,
          uncapped: textOrNull(made.uncapped),
          steps: steps(made.steps),
        }
      );
    }

    function outcome(made) {
      return { state: made.state, points: text(made.points), max: text(made.max) };
    }

    function attempt(work) {
      try {
        return work();
      } catch (problem) {
        if (problem instanceof S.FactsMissing) {
          return null;
        }
        throw problem;
      }
    }

    function sums(parts) {
      return Object.fromEntries(
        Object.entries(parts).map(function (p) {
          return [p[0], three(p[1])];
        }),
      );
    }

    function three(part) {
      return [text(part.points), text(part.max), text(part.fullMax)];
    }

    function total(made) {
      return {
        areas: sums(made.areas),
        blocks: sums(made.blocks),
        leaves: three(made.leaves),
        counted: text(made.counted),
        bonus: text(made.bonus),
        penalty: text(made.penalty),
        points: text(made.points),
        max: text(made.max),
        index: textOrNull(made.index),
        blockedBy: made.blockedBy,
      };
    }

    (vectors.numbers || []).forEach(function (row) {
      const value = S.exact(row.value);
      compare(
        row.value,
        {
          exact: S.exactText(value),
          rounded: S.exactText(S.roundTo(value, row.decimals, row.mode)),
          text: S.numberText(value, row.decimals, row.mode, "vi"),
          plain: S.plainText(value, "vi"),
        },
        { exact: row.exact, rounded: row.rounded, text: row.text, plain: row.plain },
      );
    });

    (vectors.expressions || []).forEach(function (row) {
      const figures = new Map(
        Object.entries(row.figures).map(function (p) {
          return [p[0], S.exact(p[1])];
        }),
      );
      compare(
        row.text,
        textOrNull(
          attempt(function () {
            return S.evaluate(row.text, figures);
          }),
        ),
        row.value,
      );
    });

    (vectors.methods || []).forEach(function (row) {
      row.cases.forEach(function (one) {
        const maximum = S.exact(row.leaf.max);
        const made = attempt(function () {
          return S.award(row.leaf, maximum, S.factsOf(one.answer));
        });
        compare([row.leaf, one.answer], award(made), one.award);
      });
    });

    (vectors.given || []).forEach(function (row) {
      row.cases.forEach(function (one) {
        compare(
          [row.leaf, one.given],
          award(S.byOthers[row.leaf.method](row.leaf, S.exact(row.leaf.max), one.given)),
          one.award,
        );
      });
    });

    (vectors.places || []).forEach(function (row) {
      const set = row.criteria;
      const totals = row.totals.map(function (figures) {
        return { index: S.exact(figures[0]), bonus: S.exact(figures[1]), penalty: S.exact(figures[2]) };
      });
      const keys = totals.map(function (made) {
        return S.rankKey(set, made);
      });
      S.ranks(set, keys).forEach(function (place, at) {
        const grade = S.grade(set, totals[at].index);
        compare([row, at], [place, grade ? grade.id : null], row.places[at]);
      });
    });

    (vectors.groups || []).forEach(function (group) {
      const set = group.criteria;
      const leaves = S.leavesOf(set).map(function (row) {
        return row.leaf;
      });
      const ranked = [];
      group.units.forEach(function (unit) {
        const where = [set.regulation, set.group, unit.unit];
        const claimed = new Map();
        const official = new Map();
        leaves.forEach(function (leaf) {
          const at = where.concat([leaf.code]);
          claimed.set(leaf.code, S.claimed(set, leaf, unit.answers[leaf.code]));
          compare(at, outcome(claimed.get(leaf.code)), unit.claimed[leaf.code]);
          const wanted = unit.official[leaf.code];
          official.set(leaf.code, S.outcome(wanted.state, S.exact(wanted.points), S.exact(wanted.max)));
          if (Object.hasOwn(unit.given, leaf.code)) {
            compare(at.concat(["given"]), outcome(S.provided(set, leaf, unit.given[leaf.code])), wanted);
          }
          const corrected = unit.corrected[leaf.code];
          if (corrected) {
            compare(at.concat(["corrected"]), outcome(S.byFacts(set, leaf, S.factsOf(corrected))), wanted);
          }
        });
        compare(where.concat(["claimed"]), total(S.claimedTotal(set, claimed)), unit.claimedTotal);
        const extra = S.adjustments(set, unit.entries);
        const told = extra.map(function (e) {
          return { kind: e.kind, item: e.item, raw: text(e.raw), points: text(e.points) };
        });
        if (!unit.officialTotal) {
          return;
        }
        compare(where.concat(["entries"]), told, unit.adjustments);
        const of = function (kind) {
          return extra
            .filter(function (e) {
              return e.kind === kind;
            })
            .reduce(function (all, e) {
              return all.add(e.points);
            }, S.ZERO);
        };
        const made = S.officialTotal(set, official, of("bonus"), of("penalty"));
        // While an appraisal is on, the engine gives no index although it could be worked out.
        const wanted = unit.officialTotal;
        compare(
          where.concat(["official"]),
          total(wanted.index === null ? Object.assign({}, made, { index: null }) : made),
          wanted,
        );
        if (unit.rank !== null) {
          ranked.push([where, unit, made]);
        }
      });
      const places = S.ranks(
        set,
        ranked.map(function (row) {
          return S.rankKey(set, row[2]);
        }),
      );
      ranked.forEach(function (row, at) {
        const grade = S.grade(set, row[2].index);
        compare(row[0].concat(["rank"]), [places[at], grade ? grade.id : null], [row[1].rank, row[1].grade]);
      });
    });

    return { run: run, different: different };
  };
});
