"""Runs a command under callgrind, and says which folder of Sources its instructions belong to."""
import collections, ctypes, json, os, pathlib, re, shutil, subprocess, sys

# What of the process is not the project's own, by the name of its object.
LIBRARIES = [
    ("libswift_Concurrency", "Swift's concurrency"), ("libswift", "Swift's runtime and library"), ("libFoundation", "Foundation"),
    ("lib_Foundation", "Foundation"), ("libdispatch", "Dispatch"), ("ld-linux", "the loader"), ("libsqlite3", "SQLite"),
    ("libpcre2", "PCRE2"), ("libz", "zlib"), ("libstdc++", "C++ library"), ("libc.", "C library"), ("libm.", "C library"),
    ("libgcc", "C library"), ("???", "code made at run time"),
]
BEGIN, MADE = "the start of a thread", "made by the compiler"


def missing():
    """What has to be installed, in words; None where all is there."""
    for program, package in (("valgrind", "valgrind"), ("objcopy", "binutils")):
        if shutil.which(program) is None:
            return f"{program} is not installed (Debian: apt-get install {package})"
    return None


def stripped(binary, folder):
    """A copy without debugging information, the instructions the same: valgrind before 3.20 cannot read what Swift writes there."""
    copy = pathlib.Path(folder) / "tamga"
    subprocess.run(["objcopy", "--strip-debug", binary, copy], check=True)
    return copy


def fixed_places():
    """In the child: memory is laid out in the same places each time, where the system allows to ask for it."""
    try:
        ctypes.CDLL(None).personality(0x0040000)
    except (OSError, AttributeError):
        pass


def environment(home):
    """Little, and the same everywhere: what stands in the environment is instructions, too."""
    return {
        "PATH": "/usr/bin:/bin", "HOME": str(home), "LC_ALL": "C", "TZ": "UTC", "SWIFT_DETERMINISTIC_HASHING": "1",
        **{name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}}


def start(arguments, out, folder):
    """The command under callgrind, started in a folder; its output is piped."""
    return subprocess.Popen(
        ["valgrind", "--quiet", "--tool=callgrind", "--dump-instr=yes", f"--callgrind-out-file={out}", *map(str, arguments)],
        cwd=folder, env=environment(folder), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=fixed_places)


def total(path):
    """All instructions of a run."""
    with open(path) as file:
        found = [int(line.split()[1]) for line in file if line.startswith(("summary:", "totals:"))]
    if not found:
        sys.exit(f"{path}: callgrind has written no sum")
    return max(found)


class Costs:
    """A run's instructions by place: (object, function, address) → cost, and what each place has called: (place, callee) → cost.

    Costs can be subtracted: addresses count from the start of their object.
    """

    def __init__(self, own=None, calls=None):
        self.own, self.calls = own or collections.Counter(), calls or collections.Counter()

    def __sub__(self, other):
        def less(mine, theirs):
            return collections.Counter({key: count - theirs.get(key, 0) for key, count in mine.items() if count != theirs.get(key, 0)})

        return Costs(less(self.own, other.own), less(self.calls, other.calls))

    @staticmethod
    def read(path):
        costs, objects, functions = Costs(), {}, {}
        place, callee_object, callee, address, call = [None, None], None, None, 0, False

        def name(table, text):
            number, found = re.match(r"\((\d+)\)(?: (.*))?", text).groups()
            if found is not None:
                table[number] = found
            return table[number]

        with open(path) as file:
            for line in file:
                first = line[0]
                if first in "0123456789+-*":
                    position, _, cost = line.split()
                    if position[0] in "+-":
                        address += int(position)
                    elif position != "*":
                        address = int(position, 16)
                    here = (*place, address)
                    if call:
                        costs.calls[here, callee] += int(cost)
                        call = False
                    else:
                        costs.own[here] += int(cost)
                elif line.startswith("ob="):
                    place[0] = name(objects, line[3:-1])
                elif line.startswith("fn="):
                    place[1] = name(functions, line[3:-1])
                elif line.startswith("cob="):
                    callee_object = name(objects, line[4:-1])
                elif line.startswith("cfn="):
                    callee = (callee_object or place[0], name(functions, line[4:-1]))
                    callee_object = None
                elif line.startswith("calls="):
                    call = True
        return costs


class Stages:
    """Where in Sources an address of the binary comes from, by its debugging information; what is inlined belongs to its own file."""

    def __init__(self, binary, copy):
        self.binary, self.copy, self.known = str(binary), str(copy), {}  # address → (stage or None, (file, function))
        self.program = shutil.which("llvm-symbolizer") or next(
            (str(path) for path in [pathlib.Path(shutil.which("swift") or "/").resolve().parent / "llvm-symbolizer"] if path.exists()), None)
        if self.program is None:
            sys.exit("llvm-symbolizer is not there: it comes with the Swift toolchain, and as Debian's package llvm")

    def learn(self, costs):
        """Looks all addresses up that are not known yet."""
        wanted = sorted({place[2] for place in [*costs.own, *(place for place, _ in costs.calls)] if place[0] == self.copy} - self.known.keys())
        if not wanted:
            return
        done = subprocess.run(
            [self.program, f"--obj={self.binary}", "--output-style=JSON", "--no-demangle"], input="\n".join(map(hex, wanted)),
            capture_output=True, text=True, check=True)
        for address, line in zip(wanted, done.stdout.splitlines(), strict=True):
            self.known[address] = self.of_frames(json.loads(line).get("Symbol", []))
        # Instructions that stand for no line belong to their function, where the rest of it has a stage.
        of_function = collections.defaultdict(collections.Counter)
        for (obj, function, address), count in costs.own.items():
            if obj == self.copy and self.known[address][0]:
                of_function[function][self.known[address]] += count
        for obj, function, address in costs.own:
            if obj == self.copy and self.known[address][0] is None and function in of_function:
                self.known[address] = of_function[function].most_common(1)[0][0]

    @staticmethod
    def of_frames(frames):
        """(stage, file and function) of frames, the innermost first."""
        package = None
        for frame in frames:
            path = frame["FileName"]
            checkout = re.search(r"/checkouts/([^/]+)/", path)
            if checkout:
                package = package or (checkout[1], frame["FunctionName"])
                continue
            own = re.search(r"/Sources/((?:Tamga|CTamga|PCRE2|CPCRE2|CZlib|tamga)[^.]*)/([^/]+)$", path)
            if own:
                return own[1], (own[2], frame["FunctionName"])
        if package:
            return f"package {package[0]}", package
        # Of no file: what the compiler made of a generic function, or to copy and to destroy values.
        return None, ("", frames[-1]["FunctionName"] if frames else "")

    def stage(self, place):
        """Where a place belongs. What the compiler made is of no stage, and neither is a library."""
        if place[0] == self.copy:
            return self.known[place[2]][0] or MADE
        base = os.path.basename(place[0])
        return next((name for start, name in LIBRARIES if base.startswith(start)), base)

    def function(self, place):
        return self.known[place[2]][1] if place[0] == self.copy else ("", place[1])

    def is_shared(self, place):
        """Whether a place counts for whoever called it."""
        return place[0] != self.copy or self.known[place[2]][0] is None

    def own(self, costs):
        """stage → instructions in it."""
        found = collections.Counter()
        for place, count in costs.own.items():
            found[self.stage(place)] += count
        return found

    def with_libraries(self, costs):
        """stage → instructions in it and in what it calls of libraries, and of what the compiler made: a function there is shared among
        its callers by what the calls cost, as gprof does. Where libraries call back into the project, what is called counts for itself."""
        found, shared, callers = collections.Counter(), collections.Counter(), collections.defaultdict(collections.Counter)
        for place, count in costs.own.items():
            if self.is_shared(place):
                shared[place[:2]] += count
            else:
                found[self.stage(place)] += count
        for (place, callee), count in costs.calls.items():
            if count > 0:
                key = place[:2] if self.is_shared(place) else self.stage(place)
                if key != callee:
                    callers[callee][key] += count
        shares, waiting = {}, list(shared)
        while waiting:  # the functions that matter, and whoever leads to them
            function = waiting.pop()
            if function not in shares:
                shares[function] = {} if callers[function] else {BEGIN: 1.0}
                waiting += [caller for caller in callers[function] if not isinstance(caller, str)]
        for _ in range(40):
            for function in shares:
                by, whole = callers[function], collections.Counter()
                everything = sum(by.values())
                for caller, count in by.items():
                    for stage, share in ({caller: 1.0} if isinstance(caller, str) else shares[caller]).items():
                        whole[stage] += share * count / everything
                if by:
                    shares[function] = dict(whole)
        for function, count in shared.items():
            rest = 1.0
            for stage, share in shares[function].items():
                found[stage] += count * share
                rest -= share
            found[BEGIN] += count * rest
        return found

    def top(self, costs, count):
        """The functions with the most instructions of their own: (instructions, stage, file, function, who calls it most)."""
        found, callers = collections.Counter(), collections.defaultdict(collections.Counter)
        for place, instructions in costs.own.items():
            found[self.stage(place), *self.function(place)] += instructions
        for (place, callee), instructions in costs.calls.items():
            if callee[0] != self.copy:
                callers[callee[1]][self.stage(place), *self.function(place)] += instructions
        rows = []
        for (stage, file, function), instructions in found.most_common(count):
            who = [(of, where, name) for (of, where, name), _ in callers[function].most_common(4) if name != function][:2] if not file else []
            rows.append((instructions, stage, file, function, who))
        return rows


def demangled(names):
    """Names as Swift writes them in source; as they are where there is no swift demangle."""
    names = list(names)
    program = shutil.which("swift-demangle") or shutil.which("swift")
    if program is None or not names:
        return dict(zip(names, names))
    command = [program] if program.endswith("swift-demangle") else [program, "demangle"]
    done = subprocess.run([*command, "--simplified"], input="\n".join(names), capture_output=True, text=True)
    lines = done.stdout.splitlines()
    return dict(zip(names, lines if len(lines) == len(names) else names))
