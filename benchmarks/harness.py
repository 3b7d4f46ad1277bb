"""What the benchmarks share: where data lie, running a command with its times, the machine, the results and README.md."""
import datetime, importlib.machinery, importlib.util, json, os, pathlib, platform, resource, shutil, subprocess, sys, time

ROOT = pathlib.Path(__file__).resolve().parent.parent
DATA = ROOT / "benchmarks" / "data"
RESULTS = ROOT / "benchmarks" / "results"
SHARED = pathlib.Path(os.environ.get("TAMGA_SHARED_DATA", ROOT.parent / "shared" / "data"))


def run(command, timeout=None, environment=None):
    """Runs a command: seconds, processor seconds, and what it printed. In the locale C, in which grep and others are fastest. A status other than 0 and 1 ends the benchmark."""
    started = time.perf_counter()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    child = subprocess.Popen(
        list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "LC_ALL": "C", **(environment or {})})
    try:
        output, errors = child.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
        raise
    seconds = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if child.returncode not in (0, 1):
        sys.exit(f"{' '.join(map(str, command))}: status {child.returncode}\n{errors.decode()[-2000:]}")
    return seconds, processor, output.decode(errors="replace")


def cool(*paths):
    """Takes files out of the page cache, so that the next reader waits for the disk; of the whole machine's cache nothing else goes."""
    for path in paths:
        if not os.path.isfile(path):
            continue
        with open(path, "rb") as file:
            os.fsync(file.fileno())
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def address(rng):
    return f"{rng.randint(1, 223)}.{rng.randint(0, 255)}.{rng.randint(0, 255)}.{rng.randint(1, 254)}"


def repeated(path, text, size):
    """Writes a real log's bytes again and again, up to a size or just past it."""
    with open(path, "wb") as file:
        for _ in range(max(1, -(-size // len(text)))):
            file.write(text)


def benchmark(name):
    """The benchmark with a name, as a module: they are programs without a suffix."""
    loader = importlib.machinery.SourceFileLoader(name, str(ROOT / "benchmarks" / name))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(name, loader))
    loader.exec_module(module)
    return module


def yardstick(name, *libraries):
    """A yardstick in C, built anew; None where there is no compiler or a library is missing, and that is said."""
    compiler, program = shutil.which("cc"), DATA / name
    if compiler is None:
        print(f"left out: {name}: no C compiler", file=sys.stderr)
        return None
    built = subprocess.run(
        [compiler, "-O3", ROOT / f"benchmarks/yardstick/{name}.c", *(f"-l{each}" for each in libraries), "-o", program],
        capture_output=True, text=True)
    if built.returncode != 0:
        print(f"left out: {name}: {next((line for line in built.stderr.splitlines() if 'error' in line), built.stderr)}", file=sys.stderr)
        return None
    return program


def vectorscan():
    """The yardstick “Vectorscan, then PCRE2”, or None."""
    return yardstick("vectorscan", "hs", "pcre2-8")


def scanned(output):
    """What that yardstick printed: its counts, and {"compiled": …, "scanned": …, "processor": …} in seconds and the like."""
    words = output[output.index("#") + 1:].split()
    return list(map(int, output[:output.index("#")].split())), dict(zip(words[::2], map(float, words[1::2])))


def add_common(parser, rounds):
    """The options of every benchmark."""
    parser.add_argument("--tamga", default=str(ROOT / ".build/release/tamga"), help="the release binary")
    parser.add_argument("--rounds", type=int, default=rounds)
    parser.add_argument("--quick", action="store_true", help="a tenth of the size; nothing is written")
    parser.add_argument("--write-readme", action="store_true", help="measure nothing; put the newest results into the pages that show them")


def begin(options):
    """The head of the results: when, where and what is measured."""
    if not os.access(options.tamga, os.X_OK):
        sys.exit(f"{options.tamga} is not there: build it with swift build -c release")
    DATA.mkdir(parents=True, exist_ok=True)
    return {**head(options.tamga), "rounds": options.rounds, "cases": []}


def head(tamga):
    """When, where and what is measured."""
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "unknown")
    return {
        "date": datetime.date.today().isoformat(),
        "machine": f"{model}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}",
        "version": subprocess.run([tamga, "--version"], capture_output=True, text=True).stdout.strip(),
    }


def keep(results, kind):
    """Writes results to benchmarks/results/<kind>-<date>.json."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    path = RESULTS / f"{kind}-{results['date']}.json"
    path.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n")
    print(f"\nwritten to {path.relative_to(ROOT)}")


def keep_rows(head, rows, kind, subject):
    """The same for results of rows: what was measured the same day, of other subjects, stays. `subject(name)` tells one by a row's name."""
    kept = newest(kind)
    measured = {subject(row["name"]) for row in rows}
    others = [row for row in kept[1]["rows"] if subject(row["name"]) not in measured] if kept and kept[1]["date"] == head["date"] else []
    keep({**head, "kind": kind, "rows": others + rows}, kind)


def newest(kind):
    """The newest results of a kind, by the name of their file; None where there are none."""
    path = max(RESULTS.glob(f"{kind}-*.json"), default=None)
    return path and (path.name, json.loads(path.read_text()))


def write_page(page, kind, mark, table):
    """Puts the newest results of a kind, as a table, between the marks in a page."""
    name, results = newest(kind)
    path = ROOT / page
    begin, end = f"<!-- {mark}: begin -->", f"<!-- {mark}: end -->"
    head, rest = path.read_text().split(begin)
    _, tail = rest.split(end)
    path.write_text(f"{head}{begin}\n{table(results)}\n{end}{tail}")
    print(f"{page}: figures of {name}")


def write_readme(kind, mark, table):
    """The same in README.md."""
    write_page("README.md", kind, mark, table)
