//! One agent at a desk: reads what comes, answers who has waited longest, at a pace of its own that does not wait for
//! the server (open loop), so that a stall of the server is measured in full.

use super::Fault;
use super::ground::Place;
use super::time::{Dice, histogram, note};
use futures_util::{SinkExt as _, StreamExt as _};
use hdrhistogram::Histogram;
use serde::Deserialize;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep, sleep_until};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;

/// As the desk's page does.
const PING_EVERY: Duration = Duration::from_secs(10);
const WIRE_VERSION: u32 = 3;
/// A lost connection is opened again after this.
const AGAIN: Duration = Duration::from_millis(100);
/// What an agent under load writes.
const LINES: &[&str] = &[
    "您好，在的亲，这就帮您看",
    "这款有现货的，今天16点前拍下今天就能发",
    "亲，脚长14.5厘米建议拍24码哦",
    "不好意思让您久等了，马上帮您查一下物流",
    "支持七天无理由退换，吊牌别剪就行",
    "满300减40，您拍两件刚好能用上",
    "江浙沪一般两三天到，新疆西藏要一周左右",
    "抱歉给您添麻烦了，麻烦拍张照片我看看",
    "面料是95%棉5%氨纶，可以机洗，水温别超30度",
    "可以的，地址您发我，发货前都能改",
    "运费险是送的，退货运费不用您出",
    "理解您的心情，这边先给您登记，今天给您答复",
];

/// What all agents of a bench share.
pub struct Tally {
    /// Mean time between an agent's lines; `None`: they only listen.
    pub pause: Cell<Option<Duration>>,
    /// From the moment a line was due to be sent to its acknowledgement.
    pub acks: RefCell<Histogram<u64>>,
    /// Lines of agents and buyers that became durable.
    pub stored: Cell<u64>,
    pub sent: Cell<u64>,
    pub acked: Cell<u64>,
    /// Lines the server would not take.
    pub refused: Cell<u64>,
    /// Connections the server ended, or that broke.
    pub dropped: Cell<u64>,
    pub welcomed: Cell<u64>,
    pub open_windows: Cell<u64>,
    /// Why the last of them ended.
    pub why: RefCell<String>,
    pub over: Cell<bool>,
}

impl Tally {
    pub fn new() -> Result<Rc<Self>, Fault> {
        Ok(Rc::new(Self {
            pause: Cell::new(None),
            acks: RefCell::new(histogram()?),
            stored: Cell::new(0),
            sent: Cell::new(0),
            acked: Cell::new(0),
            refused: Cell::new(0),
            dropped: Cell::new(0),
            welcomed: Cell::new(0),
            open_windows: Cell::new(0),
            why: RefCell::new(String::new()),
            over: Cell::new(false),
        }))
    }
}

fn add(cell: &Cell<u64>, more: u64) {
    cell.set(cell.get() + more);
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Frame {
    Welcome(Welcome),
    Event(Event),
    Ack {
        client_id: String,
    },
    Refused {
        client_id: Option<String>,
    },
    SlowDown {},
    #[serde(untagged)]
    Other(serde::de::IgnoredAny),
}

#[derive(Deserialize)]
struct Welcome {
    events: Vec<Event>,
}

#[derive(Deserialize)]
struct Event {
    seq: u64,
    body: Body,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Body {
    Arrived {
        window: u32,
    },
    Said {
        window: u32,
        by: Speaker,
        #[serde(default)]
        waits: bool,
    },
    Left {
        window: u32,
    },
    #[serde(untagged)]
    Other(serde::de::IgnoredAny),
}

#[derive(Deserialize, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Speaker {
    Buyer,
    Agent,
    Robot,
}

/// What an agent knows after its work.
#[derive(Default)]
pub struct Known {
    pub last_seq: u64,
    /// Numbers of the lines that were acknowledged.
    pub acked: Vec<u64>,
    /// Open windows: since when the buyer waits (a number that grows), or 0.
    windows: BTreeMap<u32, u64>,
}

struct Agent {
    nr: u64,
    tally: Rc<Tally>,
    dice: Dice,
    known: Known,
    /// Lines on their way: when each was due, and its frame.
    on_way: BTreeMap<u64, (Instant, String)>,
    lines: u64,
    looks_at: u32,
}

/// Where an agent's desk is.
#[derive(Clone, Debug)]
pub struct Address {
    /// `host:port` to connect to.
    pub host: String,
    /// The site's public address.
    pub origin: String,
}

/// Opens a desk's socket and says hello.
pub async fn connect(address: &Address, place: &Place, after_seq: u64) -> Result<WebSocketStream<TcpStream>, Fault> {
    let mut request = format!("ws://{}/desk/{}/socket", address.host, place.shift.0).into_client_request()?;
    request.headers_mut().insert("cookie", format!("{}={}", miaohui::accounts::SESSION_COOKIE, place.session).parse()?);
    request.headers_mut().insert("origin", address.origin.parse()?);
    let stream = TcpStream::connect(&address.host).await?;
    stream.set_nodelay(true)?;
    let (mut socket, _) = tokio_tungstenite::client_async(request, stream).await?;
    let hello = format!(r#"{{"hello":{{"version":{WIRE_VERSION},"after_seq":{after_seq}}}}}"#);
    socket.send(Message::text(hello)).await?;
    Ok(socket)
}

/// Works until the tally says it is over. A connection that breaks is opened again, as the page does, and what was not
/// acknowledged is sent again.
pub async fn work(nr: u64, address: Address, place: Place, tally: Rc<Tally>) -> Known {
    let mut agent = Agent {
        nr,
        tally,
        dice: Dice::new(nr),
        known: Known::default(),
        on_way: BTreeMap::new(),
        lines: 0,
        looks_at: 0,
    };
    while !agent.tally.over.get() {
        let connected = connect(&address, &place, agent.known.last_seq).await;
        let ended = match connected {
            Ok(socket) => agent.run(socket).await,
            Err(error) => Err(error),
        };
        if let Err(error) = ended
            && !agent.tally.over.get()
        {
            add(&agent.tally.dropped, 1);
            agent.tally.why.replace(error.to_string());
            sleep(AGAIN).await;
        }
    }
    agent.known
}

impl Agent {
    async fn run(&mut self, mut socket: WebSocketStream<TcpStream>) -> Result<(), Fault> {
        let mut due = Instant::now();
        let mut ping = Instant::now() + self.dice.pause(PING_EVERY);
        let mut paced = false;
        while !self.tally.over.get() {
            let pause = self.tally.pause.get();
            if pause.is_some() != paced {
                paced = pause.is_some();
                due = Instant::now() + pause.map_or(Duration::ZERO, |pause| self.dice.pause(pause));
            }
            let wake = if paced { due } else { Instant::now() + Duration::from_millis(200) };
            tokio::select! {
                frame = socket.next() => match frame.ok_or("the connection ended")?? {
                    Message::Text(text) => {
                        let welcomed = self.hear(text.as_str())?;
                        for (_, frame) in self.on_way.values().filter(|_| welcomed) {
                            socket.feed(Message::text(frame.clone())).await?;
                        }
                        socket.flush().await?;
                    }
                    Message::Close(_) => return Err("the server closed the connection".into()),
                    _ => {}
                },
                () = sleep_until(wake) => {
                    if let Some(pause) = pause.filter(|_| paced && due <= Instant::now()) {
                        self.say(&mut socket, due).await?;
                        due += self.dice.pause(pause);
                    }
                    if ping <= Instant::now() {
                        socket.send(Message::text("\"ping\"")).await?;
                        ping += PING_EVERY;
                    }
                }
            }
        }
        Ok(())
    }

    /// Answers who has waited longest: looks there, writes.
    async fn say(&mut self, socket: &mut WebSocketStream<TcpStream>, due: Instant) -> Result<(), Fault> {
        let longest = self.known.windows.iter().filter(|(_, since)| **since > 0).min_by_key(|(_, since)| **since);
        let any = || self.known.windows.iter().next();
        let Some((&window, _)) = longest.or_else(any) else { return Ok(()) };
        if window != self.looks_at {
            self.looks_at = window;
            socket.feed(Message::text(format!(r#"{{"focus":{{"window":{window}}}}}"#))).await?;
        }
        self.lines += 1;
        let id = self.lines;
        let at = usize::try_from(self.dice.roll() % 1_000_000).unwrap_or(0) % LINES.len();
        let line = LINES.get(at).copied().unwrap_or("您好");
        let frame = format!(r#"{{"say":{{"window":{window},"text":"{line}","client_id":"{}-{id}"}}}}"#, self.nr);
        self.on_way.insert(id, (due, frame.clone()));
        add(&self.tally.sent, 1);
        self.known.windows.insert(window, 0);
        socket.send(Message::text(frame)).await?;
        Ok(())
    }

    /// Takes a frame in; whether it was the welcome.
    fn hear(&mut self, text: &str) -> Result<bool, Fault> {
        match serde_json::from_str(text)? {
            Frame::Welcome(welcome) => {
                add(&self.tally.welcomed, 1);
                for event in welcome.events {
                    self.happened(&event);
                }
                return Ok(true);
            }
            Frame::Event(event) => self.happened(&event),
            Frame::Ack { client_id } => {
                let id: u64 = client_id.rsplit('-').next().unwrap_or_default().parse()?;
                if let Some((due, _)) = self.on_way.remove(&id) {
                    note(&mut self.tally.acks.borrow_mut(), due.elapsed());
                    add(&self.tally.acked, 1);
                    self.known.acked.push(id);
                }
            }
            // A buyer who left while the line was on its way is the trade, not a loss.
            Frame::Refused { client_id } => {
                let id = client_id.and_then(|id| id.rsplit('-').next().and_then(|id| id.parse::<u64>().ok()));
                if let Some(id) = id {
                    self.on_way.remove(&id);
                }
                add(&self.tally.refused, 1);
            }
            Frame::SlowDown {} => return Err("told to slow down".into()),
            Frame::Other(_) => {}
        }
        Ok(false)
    }

    fn happened(&mut self, event: &Event) {
        self.known.last_seq = event.seq;
        match &event.body {
            Body::Arrived { window } => {
                self.known.windows.insert(*window, event.seq);
                add(&self.tally.open_windows, 1);
            }
            Body::Said { window, by, waits } => {
                add(&self.tally.stored, 1);
                if *by == Speaker::Buyer
                    && *waits
                    && let Some(since) = self.known.windows.get_mut(window)
                    && *since == 0
                {
                    *since = event.seq;
                }
            }
            Body::Left { window } => {
                if self.known.windows.remove(window).is_some() {
                    self.tally.open_windows.set(self.tally.open_windows.get().saturating_sub(1));
                }
            }
            Body::Other(_) => {}
        }
    }
}
