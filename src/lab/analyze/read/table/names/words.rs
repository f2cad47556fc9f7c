//! The words of names, in lists that blanks part.

/// Words that make a name that of a statistic, a count or a quality, not of single intervals.
pub(super) const NOT_INTERVALS: &str = "rmssd sdnn sdsd pnn50 pnn20 mean avg average median std sd var count number num index idx quality \
    valid invalid flag artifact artefact error diff difference delta status confidence score type label \
    min max prozent percent";
/// Words that make an interval one between other things than heartbeats.
pub(super) const OTHER_INTERVALS: &str = "qt qtc pr pq qrs st jt tp breath breaths breathing respiration respiratory resp sampling \
    sample lap update logging log recording record measurement scan advertising connection stimulus isi confidence \
    window step epoch sleep poll polling";
pub(super) const TIMES: &str = "t time times timestamp timestamps ts elapsed arrival date datetime clock unix epoch since zeit \
    uhrzeit zeitstempel temps heure tiempo hora tempo tijd czas tid aika idő čas vreme saat 時間 时间 时间戳 시간 время \
    isodate datum fecha stamp received utc";
pub(super) const PEOPLE: &str = "seat person subject subj participant user patient athlete proband probandin pid teilnehmer \
    teilnehmerin versuchsperson vp vpn mitglied member partner spouse couple dyad sujet participante sujeto paciente \
    persona personne pazienti soggetto пациент участник 被试 参与者 姓名 被験者";
/// What goes on while the heart beats: its changes are no breaks, and say nothing of whose row it is.
pub(super) const COURSE: &str = "role phase turn activity condition posture comment comments note notes stage task \
    block lap battery firmware version";
/// Names of intervals, the clearest first.
pub(super) const INTERVALS: [&str; 3] = [
    "rr rri rrs rris rrinterval rrintervals rtor r2r rtr rr间期 rr间隔 rr間隔 rr間期 рр rrint tachogram rawrr rrraw",
    "nn nni nns nnis ibi ibis bbi bbis ppi ppis pp b2b btb btob bb n2n nninterval nnintervals 心搏间期",
    "interval intervals intervall intervalle intervalo intervalos 间期",
];
pub(super) const INTERVAL_PARTS: &str = "rrinterval rrintervall rrabstand interbeat beattobeat heartbeatinterval beatinterval rtor \
    pulseinterval rpeakinterval heartperiod rr间 rr間 rrинтервал рринтервал rr간격 intervallerr intervalorr nninterval";
