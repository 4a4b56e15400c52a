//! The workflows of the repository: what they may do, and that each thing they run is a script of the repository that exists. A workflow is read as data here; its
//! scripts are run in `scripts.rs`.

use std::fs;
use std::path::Path;

use serde_yaml::Value;

/// The only jobs that may write anywhere, and what.
const WRITERS: [(&str, &str, &[&str]); 3] = [
    ("publish.yml", "deploy", &["id-token", "pages"]),
    ("release.yml", "release", &["contents"]),
    ("report.yml", "comment", &["pull-requests"]),
];

/// Commands that are no script of ours: Rust's, and the packages of a runner.
const PLAIN: [&str; 5] = ["cargo test", "rustup ", "sudo apt-get ", "tests/", "echo "];

#[test]
fn nothing_but_three_jobs_may_write() {
    for workflow in workflows() {
        assert_eq!(
            workflow.yaml["permissions"],
            serde_yaml::from_str::<Value>("{contents: read}").unwrap(),
            "{}",
            workflow.name
        );
        for (job, body) in workflow.jobs() {
            let writes: Vec<&str> =
                permissions(body).filter(|(_, level)| *level == "write").map(|(scope, _)| scope).collect();
            let allowed = WRITERS
                .iter()
                .find(|(file, name, _)| (*file, *name) == (workflow.name.as_str(), job))
                .map_or(&[][..], |row| row.2);
            let mut sorted = writes.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, allowed, "{}: job {job}", workflow.name);
        }
    }
}

/// A stranger's change is run without rights only: never on `pull_request_target`, and a job with rights never checks out what it did not come from.
#[test]
fn strangers_code_runs_without_rights() {
    for workflow in workflows() {
        assert!(!workflow.text.contains("pull_request_target"), "{}", workflow.name);
        for (job, body) in workflow.jobs() {
            let writes = permissions(body).any(|(_, level)| level == "write");
            for step in steps(body).filter(|step| uses(step).starts_with("actions/checkout@")) {
                assert!(
                    !(writes && step["with"]["ref"].as_str().is_some()),
                    "{}: job {job} checks out a ref",
                    workflow.name
                );
            }
        }
    }
}

/// Text that a stranger can write reaches a shell as a variable, never as part of the command.
#[test]
fn commands_hold_no_words_of_strangers() {
    for workflow in workflows() {
        for command in workflow.commands() {
            let expressions = command.split("${{").skip(1).filter_map(|rest| rest.split("}}").next());
            for expression in expressions {
                assert!(expression.contains("needs."), "{}: {expression} in: {command}", workflow.name);
            }
        }
    }
}

#[test]
fn each_command_is_a_script_that_is_here() {
    let mut named = Vec::new();
    for workflow in workflows() {
        for line in workflow.commands().iter().flat_map(|command| command.lines()) {
            let program = line.split_whitespace().next().unwrap_or_default();
            if program.contains('/') {
                assert!(
                    is_executable(&repository().join(program)),
                    "{}: {program} is not here or cannot be run",
                    workflow.name
                );
                named.push(program.to_owned());
            } else {
                assert!(
                    line.starts_with("${{") || PLAIN.iter().any(|plain| line.starts_with(plain)),
                    "{}: {line}",
                    workflow.name
                );
            }
        }
    }
    for entry in fs::read_dir(repository().join(".github/scripts")).unwrap() {
        let path = format!(".github/scripts/{}", entry.unwrap().file_name().to_str().unwrap());
        assert!(named.contains(&path), "no workflow runs {path}");
    }
}

#[test]
fn each_job_ends_by_itself_and_the_gate_waits_for_all() {
    for workflow in workflows() {
        for (job, body) in workflow.jobs() {
            assert!(
                body["timeout-minutes"].as_u64().is_some_and(|minutes| minutes <= 45),
                "{}: job {job}",
                workflow.name
            );
        }
    }
    let ci = workflows().into_iter().find(|workflow| workflow.name == "ci.yml").expect("CI is there");
    let mut all: Vec<&str> = ci.jobs().map(|(job, _)| job).filter(|job| *job != "gate").collect();
    let mut awaited: Vec<&str> =
        ci.yaml["jobs"]["gate"]["needs"].as_sequence().unwrap().iter().filter_map(Value::as_str).collect();
    all.sort_unstable();
    awaited.sort_unstable();
    assert_eq!(awaited, all);
}

#[test]
fn the_report_comes_from_the_workflow_that_makes_it() {
    let report =
        workflows().into_iter().find(|workflow| workflow.name == "report.yml").expect("the report's workflow is there");
    let ci = workflows().into_iter().find(|workflow| workflow.name == "ci.yml").expect("CI is there");
    let on = &report.yaml["on"]["workflow_run"]["workflows"];
    assert_eq!(on.as_sequence().unwrap(), &[ci.yaml["name"].clone()]);
    let artifact = |workflow: &Workflow, action: &str| -> Vec<String> {
        let jobs = workflow.jobs().flat_map(|(_, body)| steps(body));
        jobs.filter(|step| uses(step).starts_with(action))
            .filter_map(|step| step["with"]["name"].as_str())
            .map(str::to_owned)
            .collect()
    };
    assert!(artifact(&ci, "actions/upload-artifact@").contains(&"report".to_owned()));
    assert_eq!(artifact(&report, "actions/download-artifact@"), ["report"]);
}

#[test]
fn issue_forms_have_what_github_asks_for() {
    let mut forms = 0;
    for entry in fs::read_dir(repository().join(".github/ISSUE_TEMPLATE")).unwrap() {
        let path = entry.unwrap().path();
        if path.file_name().is_some_and(|name| name == "config.yml") {
            continue;
        }
        forms += 1;
        let form: Value = serde_yaml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        for key in ["name", "description"] {
            assert!(form[key].as_str().is_some_and(|text| !text.is_empty()), "{}: {key}", path.display());
        }
        let fields = form["body"].as_sequence().unwrap();
        let mut ids: Vec<&str> = fields.iter().filter_map(|field| field["id"].as_str()).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "{}: an id stands twice", path.display());
        for field in fields {
            let kind = field["type"].as_str().unwrap();
            let attribute = if kind == "markdown" { "value" } else { "label" };
            assert!(
                ["markdown", "input", "textarea", "dropdown", "checkboxes"].contains(&kind),
                "{}: {kind}",
                path.display()
            );
            let is_text = |name: &str| field["attributes"].get(name).is_none_or(is_text_everywhere);
            assert!(
                is_text("placeholder") && is_text("value") && is_text("description"),
                "{}: {field:?}",
                path.display()
            );
            assert!(
                field["attributes"][attribute].as_str().is_some(),
                "{}: a {kind} without {attribute}",
                path.display()
            );
        }
    }
    assert!(forms >= 3);
}

/// What older YAML readers take for text as well: a date alone is a day to them.
fn is_text_everywhere(value: &Value) -> bool {
    let looks_like_a_day = |text: &str| text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    value.as_str().is_some_and(|text| !looks_like_a_day(text))
}

struct Workflow {
    name: String,
    text: String,
    yaml: Value,
}

impl Workflow {
    fn jobs(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.yaml["jobs"].as_mapping().expect("jobs").iter().filter_map(|(name, body)| Some((name.as_str()?, body)))
    }

    fn commands(&self) -> Vec<&str> {
        self.jobs().flat_map(|(_, body)| steps(body)).filter_map(|step| step["run"].as_str()).collect()
    }
}

fn workflows() -> Vec<Workflow> {
    let read = |path: &Path| {
        let text = fs::read_to_string(path).expect("the workflow is read");
        let yaml = serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        Workflow { name: path.file_name().and_then(|name| name.to_str()).expect("a file name").to_owned(), text, yaml }
    };
    let all: Vec<Workflow> = fs::read_dir(repository().join(".github/workflows"))
        .expect("the folder is there")
        .map(|entry| read(&entry.expect("an entry").path()))
        .collect();
    assert!(all.len() >= 4);
    all
}

fn permissions(job: &Value) -> impl Iterator<Item = (&str, &str)> {
    job["permissions"]
        .as_mapping()
        .into_iter()
        .flatten()
        .filter_map(|(scope, level)| Some((scope.as_str()?, level.as_str()?)))
}

fn steps(job: &Value) -> impl Iterator<Item = &Value> {
    job["steps"].as_sequence().into_iter().flatten()
}

fn uses(step: &Value) -> &str {
    step["uses"].as_str().unwrap_or_default()
}

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[cfg(unix)]
fn is_executable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).is_ok_and(|metadata| metadata.is_file() && metadata.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_executable(path: &Path) -> bool {
    path.is_file()
}
