#!/usr/bin/env python3
"""What the benchmark's figures come to: tables, geometric means, plots, and what is not as it should be.

    report.py build/bench/results.json     prints the tables of a measurement once more
"""
import json
import math
import subprocess
import sys
from pathlib import Path

TARGET_REMOVED = 0.80  # of the executed allocations that the stack version by hand removes, mean of the programs
MOST_INSTRUCTIONS = 1.01  # of plain -O2's

COMPARED = ("attributor", "moved", "hand")
COLORS = ("#c0504d", "#4472c4", "#9bbb59")
TITLES = {"attributor": "Attributor", "moved": "heap2stack", "hand": "by hand"}


def ratio(figures, metric, name, base="plain"):
    """A variant's figure as a share of another's, or None where there is none."""
    mine, other = figures[name].get(metric), figures[base].get(metric)
    return mine / other if mine is not None and other else None


def geometric_mean(ratios):
    known = [value for value in ratios if value]
    return math.exp(sum(map(math.log, known)) / len(known)) if known else None


def removed(figures, name, base="plain"):
    """How many of the allocations that can be removed by hand a variant removes, and how many there are."""
    allocations = figures[name].get("allocations")
    before, limit = figures["plain"]["allocations"], figures["hand"]["allocations"]
    if base != "plain":
        # What is left of the hand's limit in another build: the same objects.
        before = figures[base].get("allocations", before)
    return (0 if allocations is None else before - allocations), before - limit


def summarise(document):
    """Means over the programs. Shares of all allocations together depend on how much each program does."""
    programs = document["programs"]
    removable = [programs[name] for name in document["removable"]]
    summary = {}
    for name in ("attributor", "moved"):
        pairs = [removed(figures, name) for figures in removable]
        summary[f"removed by {name}"] = sum(done / most for done, most in pairs) / max(1, len(pairs))
        summary[f"removed by {name}, of all"] = sum(done for done, _ in pairs) / max(1, sum(most for _, most in pairs))
    for metric in ("instructions", "seconds", "code"):
        for name in COMPARED:
            summary[f"{metric} {name}"] = geometric_mean(
                ratio(figures, metric, name) for figures in programs.values())
        summary[f"{metric} lto-moved"] = geometric_mean(
            ratio(figures, metric, "lto-moved", "lto") for figures in programs.values())
    return summary


# --- tables, in Markdown ---

def percent(value):
    return "" if value is None else f"{100 * value:.1f}"


def number(figures, metric, name):
    return str(figures[name].get(metric, figures[name].get("problem", "")))


def table(header, rows):
    lines = [header, ["---"] + ["--:"] * (len(header) - 1), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def removed_percent(figures, name, base="plain"):
    done, most = removed(figures, name, base)
    return percent(done / most) if most > 0 else "-"


def main_table(document):
    summary = document["summary"]
    rows = [[name, *[number(figures, "allocations", variant) for variant in ("plain", *COMPARED)],
             removed_percent(figures, "moved"),
             *[percent(ratio(figures, metric, variant)) for metric in ("instructions", "seconds")
               for variant in ("moved", "hand")]]
            for name, figures in document["programs"].items()]
    for title, suffix in (("mean % removed", ""), ("% removed of all", ", of all")):
        shares = [percent(summary[f"removed by {name}{suffix}"]) for name in ("attributor", "moved")]
        rows.append([title, "", *shares, "", shares[1], "", "", "", ""])
    rows.append(["geometric mean", "", "", "", "", "",
                 *[percent(summary[f"{metric} {variant}"]) for metric in ("instructions", "seconds")
                   for variant in ("moved", "hand")]])
    return table(["heap allocations", "-O2", "Attributor", "heap2stack", "by hand", "% removed",
                  "instructions %", "by hand", "time %", "by hand"], rows)


def detail_table(document):
    rows = [[name, *[percent(ratio(figures, metric, "attributor")) for metric in ("instructions", "seconds")],
             *[percent(ratio(figures, "code", variant)) for variant in COMPARED],
             *[number(figures, "stack", variant) for variant in ("plain", "moved", "hand")]]
            for name, figures in document["programs"].items()]
    means = [document["summary"][f"{metric} attributor"] for metric in ("instructions", "seconds")]
    means += [document["summary"][f"code {variant}"] for variant in COMPARED]
    rows.append(["geometric mean", *map(percent, means), "", "", ""])
    return table(["% of -O2", "instructions: Attributor", "time: Attributor", "code: Attributor", "heap2stack",
                  "by hand", "stack bytes: -O2", "heap2stack", "by hand"], rows)


def link_time_table(document):
    rows = [[name, number(figures, "allocations", "lto"), number(figures, "allocations", "lto-moved"),
             removed_percent(figures, "lto-moved", "lto"),
             *[percent(ratio(figures, metric, "lto-moved", "lto")) for metric in ("instructions", "seconds", "code")],
             number(figures, "stack", "lto"), number(figures, "stack", "lto-moved")]
            for name, figures in document["programs"].items()]
    rows.append(["geometric mean", "", "", "", *[percent(document["summary"][f"{metric} lto-moved"])
                                               for metric in ("instructions", "seconds", "code")], "", ""])
    return table(["-O3 -flto", "heap allocations", "heap2stack", "% removed", "instructions %", "time %", "code %",
                  "stack bytes", "heap2stack"], rows)


def tables(document):
    return "\n\n".join([f"{document['compiler']}; {document['machine']}; {document['date']}",
                        main_table(document), detail_table(document), link_time_table(document)])


# --- what should be otherwise ---

def problems(document):
    found = []
    for name, figures in document["programs"].items():
        for variant, base in (("moved", "plain"), ("hand", "plain"), ("lto-moved", "lto")):
            if "problem" in figures[variant]:
                found.append(f"bench: {name}, {variant}: {figures[variant]['problem']}")
                continue
            more = ratio(figures, "instructions", variant, base)
            if variant != "hand" and more and more > MOST_INSTRUCTIONS:
                found.append(f"bench: {name}, {variant}: {percent(more)} % of the instructions without heap2stack")
        (ours, most), (theirs, _) = removed(figures, "moved"), removed(figures, "attributor")
        if most > 0 and ours < most and ours <= theirs:
            found.append(f"bench: {name}: not ahead of the Attributor")
    share = document["summary"]["removed by moved"]
    if document["removable"] and share < TARGET_REMOVED:
        found.append(f"bench: {percent(share)} % of the removable allocations are removed,"
                     f" less than {percent(TARGET_REMOVED)} %")
    return found


# --- plots ---

PLOTS = {
    "allocations": "heap allocations left, % of -O2",
    "instructions": "instructions, % of -O2",
    "seconds": "user time, % of -O2",
}


def plot(document, folder):
    """Writes allocations.svg, instructions.svg and seconds.svg."""
    for metric, title in PLOTS.items():
        rows = []
        for name, figures in document["programs"].items():
            values = [ratio(figures, metric, variant) for variant in COMPARED]
            texts = ["NaN" if value is None else f"{100 * value:.2f}" for value in values]
            rows.append(" ".join([f'"{name}"', *texts]))
        if all(row.endswith("NaN NaN NaN") for row in rows):
            continue  # a quick run has no times
        script = "\n".join([
            "$data << END", *rows, "END",
            "set terminal svg size 1100,420 font 'sans,12' background 'white'",
            f"set output '{folder / metric}.svg'",
            "set style data histogram", "set style histogram clustered gap 1", "set style fill solid 0.9 noborder",
            "set xtics rotate by -40 noenhanced", "set grid ytics", "set yrange [0:*]", f"set ylabel '{title}'",
            "set key outside top center horizontal",
            "plot " + ", ".join(f"$data using {column}:xtic(1) title '{TITLES[variant]}' lc rgb '{color}'"
                                for column, (variant, color) in enumerate(zip(COMPARED, COLORS), 2)),
        ])
        subprocess.run(["gnuplot"], input=script, text=True, check=True, capture_output=True)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: report.py results.json")
    print(tables(json.loads(Path(sys.argv[1]).read_text())))
