//! The few calls of the WebDriver protocol that the tests need, spoken to a local chromedriver.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

/// What a page must answer to be well: run in the page, gives a list of problems in words.
const LOOK: &str = r#"
const done = arguments[arguments.length - 1];
document.fonts.ready.then(() => {
  const problems = [];
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) problems.push(`scrolls sideways by ${wide} px`);
  const hosts = performance.getEntriesByType('resource').map((entry) => new URL(entry.name).host);
  const others = hosts.filter((host) => host !== location.host);
  if (others.length) problems.push(`asks something of ${others.join(', ')}`);
  const fonts = [...document.fonts].filter((font) => font.status === 'error').map((font) => font.family);
  if (fonts.length) problems.push(`fonts that do not load: ${fonts.join(', ')}`);
  if (document.querySelectorAll('h1').length !== 1) problems.push('has not exactly one h1');
  const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  if (twice.length) problems.push(`ids used twice: ${twice.join(', ')}`);
  const broken = [...document.querySelectorAll('a[href]')].map((a) => a.getAttribute('href')).filter((href) => href[0] === '\u0023').map((href) => href.slice(1));
  const lost = broken.filter((id) => id && !document.getElementById(decodeURIComponent(id)));
  if (lost.length) problems.push(`links to missing anchors: ${lost.join(', ')}`);
  done(problems);
});
"#;

/// What the protocol calls an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Keys that are no text.
pub mod keys {
    pub const TAB: &str = "\u{e004}";
    pub const ENTER: &str = "\u{e007}";
    pub const SPACE: &str = " ";
    pub const ESCAPE: &str = "\u{e00c}";
    pub const DOWN: &str = "\u{e015}";
    /// Held with the keys that follow it.
    pub const CONTROL: &str = "\u{e009}";
}

/// A browser window; the driver ends with it.
pub struct Browser {
    driver: Child,
    port: u16,
    session: String,
}

impl Browser {
    /// None where the machine has no chromedriver.
    pub fn start() -> Option<Browser> {
        let mut driver =
            Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
        let mut lines =
            BufReader::new(driver.stdout.take().expect("its output is piped")).lines().map_while(Result::ok);
        let port_of = |line: String| line.rsplit_once("successfully on port ")?.1.trim_end_matches('.').parse().ok();
        let port = lines.find_map(port_of)?;
        // The pipe must stay open, or the driver ends when it next writes to it.
        std::thread::spawn(move || lines.count());
        let arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ];
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": {"args": arguments},
            "goog:loggingPrefs": {"browser": "ALL"},
        }}});
        let mut browser = Browser { driver, port, session: String::new() };
        let answer = browser.call("POST", "", &wanted);
        browser.session = answer["sessionId"].as_str().expect("a session").to_owned();
        Some(browser)
    }

    pub fn open(&mut self, address: &str) {
        self.call("POST", "/url", &json!({"url": address}));
    }

    pub fn back(&mut self) {
        self.call("POST", "/back", &json!({}));
    }

    pub fn forward(&mut self) {
        self.call("POST", "/forward", &json!({}));
    }

    /// The tab that is looked at.
    pub fn tab(&self) -> String {
        self.call("GET", "/window", &Value::Null).as_str().expect("a tab").to_owned()
    }

    /// Opens a tab beside it, and goes there.
    pub fn new_tab(&self) {
        let tab = self.call("POST", "/window/new", &json!({"type": "tab"}));
        self.go_to_tab(tab["handle"].as_str().expect("a tab"));
    }

    pub fn go_to_tab(&self, tab: &str) {
        self.call("POST", "/window", &json!({"handle": tab}));
    }

    /// Runs the body of a function in the page; what it returns.
    pub fn run(&self, script: &str) -> Value {
        self.call("POST", "/execute/sync", &json!({"script": script, "args": []}))
    }

    /// The same for a function that waits for something: it has `arguments[0]`, and calls `done` with what it gives.
    pub fn run_later(&self, script: &str, argument: Value) -> Value {
        let script = format!("const done = arguments[arguments.length - 1];\n{script}");
        self.call("POST", "/execute/async", &json!({"script": script, "args": [argument]}))
    }

    /// The same, for a text.
    pub fn text(&self, script: &str) -> String {
        let value = self.run(script);
        value.as_str().unwrap_or_else(|| panic!("`{script}` gives {value}, no text")).to_owned()
    }

    /// Waits until an expression holds in the page, five seconds at the most.
    pub fn wait_for(&self, expression: &str) {
        for _ in 0..100 {
            if self.run(&format!("return Boolean({expression})")) == true {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("after five seconds this does not hold: {expression}\n{}", self.text("return document.body.innerText"));
    }

    /// Clicks an element as a reader does: it must be there, seen and not covered.
    pub fn click(&self, selector: &str) {
        let element = self.element(selector);
        self.call("POST", &format!("/element/{element}/click"), &json!({}));
    }

    /// Types into an element; for a file field, the path of a file.
    pub fn type_into(&self, selector: &str, text: &str) {
        let element = self.element(selector);
        self.call("POST", &format!("/element/{element}/value"), &json!({"text": text}));
    }

    /// Presses keys where the focus is: text, or the keys of [`keys`].
    pub fn press(&self, text: &str) {
        let element = self.call("GET", "/element/active", &Value::Null);
        let element = element[ELEMENT].as_str().expect("something has the focus");
        self.call("POST", &format!("/element/{element}/value"), &json!({"text": text}));
    }

    /// Goes forward with the Tab key until the focus is there, as a reader without a mouse does.
    pub fn tab_to(&self, selector: &str) {
        let is_there = format!("return document.activeElement.matches({})", json!(selector));
        for _ in 0..200 {
            self.press(keys::TAB);
            if self.run(&is_there) == true {
                return;
            }
        }
        panic!("the Tab key never comes to {selector}");
    }

    fn element(&self, selector: &str) -> String {
        let found = self.call("POST", "/element", &json!({"using": "css selector", "value": selector}));
        found[ELEMENT].as_str().expect("an element").to_owned()
    }

    /// Accepts the question that the page asks (`confirm`), and gives its words.
    pub fn accept_question(&self) -> String {
        let words = self.call("GET", "/alert/text", &Value::Null);
        self.call("POST", "/alert/accept", &json!({}));
        words.as_str().expect("a question").to_owned()
    }

    /// Runs a script in each page that is opened from now on, before its own.
    pub fn before_each_page(&mut self, script: &str) {
        self.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({"source": script}));
    }

    /// Turns the scripts of pages off or on.
    pub fn scripts(&mut self, on: bool) {
        self.devtools("Emulation.setScriptExecutionDisabled", &json!({"value": !on}));
    }

    /// Files that pages give to save go into this folder.
    pub fn save_into(&mut self, folder: &Path) {
        self.devtools("Browser.setDownloadBehavior", &json!({"behavior": "allow", "downloadPath": folder}));
    }

    /// The text of a file that a page gave to save.
    pub fn saved(&self, file: &Path) -> String {
        for _ in 0..100 {
            // The browser gives a file its name once it is whole.
            if let Ok(text) = std::fs::read_to_string(file) {
                return text;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("after five seconds nothing is saved at {}", file.display());
    }

    /// How many sheets the page prints on, at the size that it asks for.
    pub fn printed_pages(&self) -> usize {
        let parameters = json!({"preferCSSPageSize": true, "printBackground": false});
        let printed = self.devtools("Page.printToPDF", &parameters);
        let document = from_base64(printed["data"].as_str().expect("a document"));
        let text = String::from_utf8_lossy(&document);
        text.match_indices("/Type /Page").filter(|(at, found)| !text[at + found.len()..].starts_with('s')).count()
    }

    /// The size of the page itself, as a phone or a screen would have it.
    pub fn resize(&mut self, width: u32, height: u32) {
        let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.devtools("Emulation.setDeviceMetricsOverride", &metrics);
    }

    pub fn prefer_dark(&mut self, dark: bool) {
        let scheme = if dark { "dark" } else { "light" };
        // Without smooth scrolling, a click finds its element where it is.
        let features = json!([
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]);
        self.devtools("Emulation.setEmulatedMedia", &json!({"features": features}));
    }

    /// What is wrong with the page, in words.
    pub fn look(&mut self) -> Vec<String> {
        let found = self.call("POST", "/execute/async", &json!({"script": LOOK, "args": []}));
        let logged = self.call("POST", "/se/log", &json!({"type": "browser"}));
        let texts = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let mut problems: Vec<String> =
            texts(&found).iter().filter_map(|one| one.as_str().map(str::to_owned)).collect();
        let console = texts(&logged).into_iter().filter_map(|entry| entry["message"].as_str().map(str::to_owned));
        // The pages for what is not there, or not yet, are asked for on purpose.
        problems.extend(console.filter(|message| !message.contains("404") && !message.contains("503")));
        problems
    }

    fn devtools(&self, command: &str, parameters: &Value) -> Value {
        self.call("POST", "/goog/cdp/execute", &json!({"cmd": command, "params": parameters}))
    }

    /// One request to the driver; its `value`.
    fn call(&self, method: &str, path: &str, body: &Value) -> Value {
        let session = if self.session.is_empty() { String::new() } else { format!("/{}", self.session) };
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the driver listens");
        let head = format!(
            "{method} /session{session}{path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            self.port,
            body.len()
        );
        stream.write_all((head + &body).as_bytes()).expect("the driver reads");
        let mut reader = BufReader::new(stream);
        let length = content_length(&mut reader);
        let mut answer = vec![0; length];
        reader.read_exact(&mut answer).expect("the whole answer");
        let answer: Value = serde_json::from_slice(&answer).expect("the driver answers in JSON");
        assert!(answer["value"]["error"].is_null(), "{answer}");
        answer["value"].clone()
    }
}

fn from_base64(text: &str) -> Vec<u8> {
    let sextet = |byte: u8| match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let digits: Vec<u32> = text.bytes().filter(|byte| *byte != b'=').map(|byte| u32::from(sextet(byte))).collect();
    let bytes = digits.chunks(4).flat_map(|group| {
        let bits = group.iter().enumerate().fold(0, |bits, (at, digit)| bits | digit << (18 - 6 * at));
        bits.to_be_bytes()[1..group.len()].to_vec()
    });
    bytes.collect()
}

fn content_length(reader: &mut impl BufRead) -> usize {
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).expect("the head of an answer");
        if line.trim().is_empty() {
            return length;
        }
        if let Some((name, value)) =
            line.split_once(':').filter(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        {
            length = value.trim().parse().unwrap_or_else(|_| panic!("{name} is a number"));
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() {
            self.call("DELETE", "", &json!({}));
        }
        // It ends by itself after its last session; this only makes sure.
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
