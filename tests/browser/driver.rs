//! The few calls of the WebDriver protocol that the tests need, spoken to a local chromedriver.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

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

    /// The size of the page itself, as a phone or a screen would have it.
    pub fn resize(&mut self, width: u32, height: u32) {
        let metrics = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.devtools("Emulation.setDeviceMetricsOverride", &metrics);
    }

    pub fn prefer_dark(&mut self, dark: bool) {
        let scheme = if dark { "dark" } else { "light" };
        self.devtools(
            "Emulation.setEmulatedMedia",
            &json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]}),
        );
    }

    /// What is wrong with the page, in words.
    pub fn look(&mut self) -> Vec<String> {
        let found = self.call("POST", "/execute/async", &json!({"script": LOOK, "args": []}));
        let logged = self.call("POST", "/se/log", &json!({"type": "browser"}));
        let texts = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let mut problems: Vec<String> =
            texts(&found).iter().filter_map(|one| one.as_str().map(str::to_owned)).collect();
        let console = texts(&logged).into_iter().filter_map(|entry| entry["message"].as_str().map(str::to_owned));
        // The 404 page is asked for on purpose.
        problems.extend(console.filter(|message| !message.contains("404")));
        problems
    }

    fn devtools(&mut self, command: &str, parameters: &Value) {
        self.call("POST", "/goog/cdp/execute", &json!({"cmd": command, "params": parameters}));
    }

    /// One request to the driver; its `value`.
    fn call(&self, method: &str, path: &str, body: &Value) -> Value {
        let session = if self.session.is_empty() { String::new() } else { format!("/{}", self.session) };
        let body = body.to_string();
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
