"""What tests build of the repository's own publication: every document, but of the kinds that are made for hundreds of subjects only a few, chosen for
what is odd about them."""
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]

# A capital, long names, two languages in a name, islands, outermost regions, regions redrawn, with few data, tiny ones.
FEW = {"regional-scorecard": ["AT11", "BE10", "BE21", "EL42", "ES63", "FI20", "FRY3", "FRY5", "HR02", "ITH1", "MT00", "NL31", "PT20", "PT30"]}


def templates():
    """The templates of almanac.yaml in its order, each once."""
    lines = (ROOT / "almanac.yaml").read_text(encoding="utf-8").splitlines()
    return list(dict.fromkeys(line.split(":")[1].strip() for line in lines if line.strip().startswith("- template:")))


def link(folder):
    """A publication in folder whose parts are the repository's."""
    folder = pathlib.Path(folder)
    folder.mkdir(exist_ok=True)
    for part in ("almanac.yaml", "data", "fonts", "templates"):
        (folder / part).symlink_to(ROOT / part)
    return folder


def build(program, folder, *options, only=None):
    """Builds the sample, or the template only of it. Returns what the runs said, and whether all went well."""
    said, well = "", True
    for template in templates():
        if only and template != only:
            continue
        command = [program, "-C", folder, "build", "--quiet", *options, "--template", template, *FEW.get(template, [])]
        run = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
        said += run.stdout + run.stderr
        well = well and run.returncode == 0
    return said, well
