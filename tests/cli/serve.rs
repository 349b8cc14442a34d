//! `serve`: the page and its interface, asked over its socket.

mod client;

use lofted::catalogue::Catalogue;
use lofted::export::{ComparisonJson, EstimateJson, FlightJson};
use lofted::{Model, Observation, StandardTrajectory, compare, estimate};
use serde_json::{Value, json};

use crate::{JULY_4, answered, lofted, ran, refused};
use client::{Answer, Served};

/// The question of 4 July 2017, with few draws.
fn july_4() -> Value {
    json!({"apogee": "2,802 km", "ground_range": "930 km", "flight_time": "37 min", "draws": 32})
}

/// Checks that an answer is wrong input at a field, in one sentence.
#[track_caller]
fn is_refused(answer: &Answer, status: u16, field: Option<&str>) {
    assert_eq!(answer.status, status, "{}", answer.body);
    let json: Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(json["error"]["field"].as_str(), field, "{}", answer.body);
    assert!(!json["error"]["message"].as_str().unwrap().is_empty());
}

#[test]
fn the_answer_is_that_of_the_command_to_the_last_bit() {
    let served = Served::start();
    let catalogue = Catalogue::public().unwrap();
    let reports = catalogue.flights().iter().flat_map(|flight| &flight.reports);
    let observations: Vec<Observation> = reports.filter_map(|report| report.observation).collect();
    let mut asked = 0;
    for standard_trajectory in StandardTrajectory::ALL {
        for observation in &observations {
            let text = |figure: Option<lofted::Reported>| figure.map(|figure| figure.to_string());
            let question = json!({
                "apogee": text(observation.apogee()), "ground_range": text(observation.ground_range()),
                "flight_time": text(observation.flight_time()), "draws": 16, "seed": asked,
                "steering": standard_trajectory.name(),
            });
            let model = Model::default().with_draws(16).unwrap().with_seed(asked);
            let model = model.with_standard_trajectory(standard_trajectory);
            let ours = EstimateJson::of(&estimate(observation, &model).unwrap());
            let answer = served.post("/api/estimate", &question.to_string());
            assert_eq!(answer.status, 200, "{}", answer.body);
            assert_eq!(answer.body, serde_json::to_string_pretty(&ours).unwrap() + "\n", "{question}");
            asked += 1;
        }
    }
    assert!(asked >= 200, "{asked}");
    // The command's own bytes, options and all.
    let options = ["--draws", "32", "--stages", "2", "--propellant", "liquid", "--scheme", "inf"];
    let printed = answered(&[&["estimate", "--json"], &JULY_4[..], &options].concat());
    let mut question = july_4();
    for (key, text) in [("stages", json!(2)), ("propellant", json!("liquid")), ("scheme", json!("inf"))] {
        question[key] = text;
    }
    assert_eq!(served.post("/api/estimate", &question.to_string()).body, printed);
    let printed = answered(&[&["check", "--json"], &JULY_4[..]].concat());
    assert_eq!(served.post("/api/check", &july_4().to_string()).body, printed);
}

#[test]
fn rival_reports_and_the_record_are_those_of_the_library() {
    let served = Served::start();
    let answer = served.get("/api/catalogue");
    let catalogue = Catalogue::public().unwrap();
    let flights: Vec<FlightJson> = catalogue.flights().iter().map(FlightJson::of).collect();
    assert_eq!(answer.body, serde_json::to_string_pretty(&flights).unwrap() + "\n");
    let flight = catalogue.flight("HS14-2017-07-04").unwrap();
    let reports: Vec<_> = flight.reports.iter().map(|report| report.named().unwrap()).collect();
    let texts = flight.reports.iter().map(|report| {
        let text = |figure: Option<lofted::Reported>| figure.map(|figure| figure.to_string());
        json!({"id": report.reporter, "apogee": text(report.apogee), "ground_range": text(report.ground_range),
               "flight_time": text(report.flight_time)})
    });
    let texts: Vec<Value> = texts.collect();
    let question = json!({"reports": Value::Array(texts), "draws": 32});
    let answer = served.post("/api/compare", &question.to_string());
    let model = Model::default().with_draws(32).unwrap();
    let ours = ComparisonJson::of(&compare(&reports, &model).unwrap());
    assert_eq!(answer.body, serde_json::to_string_pretty(&ours).unwrap() + "\n");
    for (reports, field) in [
        (json!({}), "reports"),
        (json!({"reports": []}), "reports"),
        (json!({"reports": [1]}), "reports[0]"),
        (json!({"reports": [{"apogee": "1 km"}]}), "reports[0].id"),
        (json!({"reports": [{"id": "a", "apogee": "1 furlong"}]}), "reports[0].apogee"),
        (json!({"reports": [{"id": "a", "apgee": "1 km"}]}), "reports[0].apgee"),
        (json!({"reports": [{"id": "a", "apogee": "9 km"}], "stages": 9}), "stages"),
        (json!({"reports": vec![json!({"id": "a", "apogee": "9 km"}); 17]}), "reports"),
    ] {
        is_refused(&served.post("/api/compare", &reports.to_string()), 422, Some(field));
    }
}

#[test]
fn figures_are_read_back_and_the_place_that_cannot_be_is_marked() {
    let served = Served::start();
    let question = json!({"apogee": "2,802 km", "ground_range": "930 furlongs", "flight_time": "unknown"});
    let answer: Value = serde_json::from_str(&served.post("/api/read", &question.to_string()).body).unwrap();
    assert_eq!(answer["apogee"]["words"], "2,802 km");
    assert_eq!((&answer["apogee"]["low"], &answer["apogee"]["high"]), (&json!(2801.5), &json!(2802.5)));
    assert_eq!(answer["ground_range"]["marked"], "furlongs");
    assert_eq!(answer["flight_time"]["words"], "not reported");
}

#[test]
fn the_page_answers_without_a_script() {
    let served = Served::start();
    let empty = served.get("/");
    assert_eq!(empty.status, 200);
    assert!(empty.body.contains("<form id=\"question\" action=\"/\" method=\"get\""));
    assert!(!empty.body.contains("data-verdict"));
    let asked = "apogee=2%2C802+km&ground_range=930+km&flight_time=37+min&stages=2&draws=32";
    let page = served.get(&format!("/?{asked}"));
    assert!(page.body.contains("value=\"2,802 km\"") && page.body.contains("<option value=\"2\" selected>"));
    let printed = answered(&[&["estimate", "--draws", "32", "--stages", "2"], &JULY_4[..]].concat());
    let range = printed.split(" km on a standard").next().unwrap();
    assert!(page.body.contains(&format!("<span class=\"range\">{range} km</span>")), "{printed}");
    assert!(page.body.contains("data-verdict=\"possible\""));
    // What stands on the page is there: pictures, and the answer to take away.
    for picture in ["flights", "posterior", "plane", "ladder"] {
        let answer = served.get(&format!("/api/picture?{asked}&picture={picture}"));
        assert!(answer.status == 200 && answer.body.starts_with("<svg"), "{picture}: {}", answer.body);
        assert_eq!(answer.header("content-type"), Some("image/svg+xml"));
    }
    let json: Value = serde_json::from_str(&served.get(&format!("/answer.json?{asked}")).body).unwrap();
    assert_eq!(json["lofted"], env!("CARGO_PKG_VERSION"));
    assert_eq!(json["question"]["stages"], "2");
    assert_eq!((&json["answer"]["seed"], &json["answer"]["draws"]), (&json!(20_170_704), &json!(32)));
    let csv = served.get(&format!("/answer.csv?{asked}")).body;
    let rows: Vec<Vec<String>> = csv::rows(&csv);
    assert_eq!((rows.len(), rows[0].len()), (2, rows[1].len()), "{csv}");
    assert!(rows[0].contains(&"range_km_median".to_owned()) && rows[0].contains(&"seed".to_owned()));

    let impossible = served.get("/?apogee=6%2C248.5+km&ground_range=1%2C090+km&flight_time=4%2C052+s");
    assert!(impossible.body.contains("data-verdict=\"impossible\""));
    let one = served.get("/?apogee=2%2C802+km");
    assert!(one.status == 422 && one.body.contains("Not answered."));
    let markup = served.get("/?apogee=%3Cscript%3Ealert(1)%3C%2Fscript%3E&flight_time=37+min");
    assert!(markup.status == 422 && !markup.body.contains("<script>alert"));
    let rivals = "id%2Capogee%2Cground_range%2Cflight_time%0AKCNA%2C%222%2C802+km%22%2C933+km%2C39+min%0A\
                  Russia%2C535+km%2C510+km%2C14+min%0A";
    let compared = served.get(&format!("/?reports={rivals}&draws=32"));
    assert!(compared.status == 200 && compared.body.contains("KCNA") && compared.body.contains("<pre"));
    let plane = served.get(&format!("/api/picture?picture=plane&reports={rivals}"));
    assert!(plane.body.starts_with("<svg"), "{}", plane.body);
    let turned = served.get(&format!("/?{asked}&latitude=40&longitude=129"));
    assert!(turned.body.contains("azimuth"), "{}", turned.body);
    assert_eq!(served.get(&format!("/?{asked}&latitude=40")).status, 422);
    let flight = served.get(&format!("/?{asked}&flight=HS14-2017-07-04"));
    assert!(flight.body.contains("class=\"published-mark\"") && flight.body.contains("90 % interval</li>"));
}

/// A reader of small tables without line ends in their cells.
mod csv {
    pub fn rows(text: &str) -> Vec<Vec<String>> {
        text.lines().map(cells).collect()
    }

    fn cells(line: &str) -> Vec<String> {
        let (mut cells, mut is_quoted) = (vec![String::new()], false);
        for c in line.chars() {
            match c {
                '"' => is_quoted = !is_quoted,
                ',' if !is_quoted => cells.push(String::new()),
                c => cells.last_mut().unwrap().push(c),
            }
        }
        cells
    }
}

#[test]
fn wrong_input_is_refused_with_its_field() {
    let served = Served::start();
    let wrong = |text: &str| served.post("/api/estimate", text);
    is_refused(&wrong("{\"apogee\": "), 422, None);
    is_refused(&wrong("\u{0}"), 422, None);
    is_refused(&wrong(&"[".repeat(200_000)), 422, None);
    is_refused(&wrong(r#"{"apogee": "2,802 km"}"#), 422, None);
    is_refused(&wrong(r#"{"apogee": "2,802 leagues", "flight_time": "37 min"}"#), 422, Some("apogee"));
    is_refused(
        &wrong(r#"{"apogee": "2,802 km", "flight_time": "37 min", "stages": "many"}"#),
        422,
        Some("stages"),
    );
    is_refused(&wrong(&format!(r#"{{"apogee": "{}"}}"#, "9".repeat(100_000))), 422, Some("apogee"));
    is_refused(&served.get("/api/picture?picture=portrait"), 422, Some("picture"));
    is_refused(&served.get("/nowhere"), 404, None);
    is_refused(&served.get("/api/estimate"), 405, None);
    let long = served.post("/api/estimate", &" ".repeat(256 * 1024 + 1));
    is_refused(&long, 413, None);
    is_refused(&served.post("/api/estimate", &" ".repeat(10_000_000)), 413, None);
    assert_eq!(served.post("/api/estimate", &july_4().to_string()).status, 200);
}

#[test]
fn a_foreign_page_cannot_ask() {
    let served = Served::start();
    let question = july_4().to_string();
    let host = served.host();
    let ask = |head: &str| {
        let length = question.len();
        let request =
            format!("POST /api/estimate HTTP/1.1\r\n{head}Content-Length: {length}\r\n\r\n{question}");
        served.raw(request.as_bytes())
    };
    for head in [
        "Host: lofted.example\r\n".to_owned(),
        String::new(),
        format!("Host: {host}\r\nHost: lofted.example\r\n"),
        format!("Host: {host}\r\nOrigin: http://foreign.example\r\n"),
        format!("Host: {host}\r\nOrigin: null\r\n"),
        format!("Host: {host}\r\nSec-Fetch-Site: cross-site\r\n"),
    ] {
        let answer = ask(&head);
        // A request without its host is none in HTTP/1.1; one with two is malformed.
        assert!(matches!(answer.status, 403 | 400), "{head}: {}", answer.status);
        assert!(!answer.body.contains("range_km"), "{head}");
    }
    assert_eq!(ask(&format!("Host: {host}\r\nOrigin: http://{host}\r\n")).status, 200);
    for path in ["/", "/style.css", "/page.js", "/icon.svg", "/api/catalogue", "/nowhere"] {
        let answer = served.get(path);
        assert!(
            answer.header("content-security-policy").unwrap().starts_with("default-src 'none'"),
            "{path}"
        );
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("set-cookie"), None);
        assert_eq!(answer.header("access-control-allow-origin"), None);
    }
    // Nothing on the page leads to another host.
    for path in ["/", "/style.css", "/page.js"] {
        let body = served.get(path).body;
        assert!(
            !body.contains("https://") && !body.contains("http://") && !body.contains("style=\""),
            "{path}"
        );
    }
}

#[test]
fn half_open_connections_do_not_stop_the_others() {
    let served = Served::start();
    let open: Vec<_> = (0..200).map(|_| served.half_open(b"POST /api/estimate HTTP/1.1\r\nHost: ")).collect();
    assert_eq!(served.post("/api/estimate", &july_4().to_string()).status, 200);
    drop(open);
    assert_eq!(served.get("/").status, 200);
}

#[cfg(unix)]
#[test]
fn a_signal_ends_it_cleanly_even_at_work() {
    for signal in ["-TERM", "-INT"] {
        let mut served = Served::start();
        let heavy =
            json!({"apogee": "2,802 km", "ground_range": "930 km", "flight_time": "37 min", "draws": 4096});
        let _waiting = served.sent("/api/estimate", &heavy.to_string());
        let _open = served.half_open(b"GET / HTTP");
        assert_eq!(served.end(signal), Some(0), "{signal}");
        // Its port is free again at once.
        let port = served.port().to_string();
        let again = Served::start_at(&port);
        assert_eq!(again.get("/").status, 200);
    }
}

#[test]
fn what_cannot_be_listened_at_is_said_in_one_line() {
    let served = Served::start();
    let port = served.port().to_string();
    let line = refused(lofted().args(["serve", "--port", &port]));
    assert!(line.contains(&port) && line.contains("in use"), "{line}");
    assert!(refused(lofted().args(["serve", "--host", "lofted.example"])).contains("--host"));
    assert!(refused(lofted().args(["serve", "--port", "0", "--host", "192.0.2.1"])).contains("--host"));
    assert!(refused(lofted().args(["serve", "--port", "70000"])).contains("--port"));
    assert_eq!(ran(lofted().args(["serve", "--help"])).status, 0);
}
