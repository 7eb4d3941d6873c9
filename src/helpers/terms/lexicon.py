"""The words of printed lists, by what they do.

Each entry is a phrase in lower case as such lists print it; a language a line where it matters. A phrase acts only
beside a date (see `helpers.terms.phrases`), so that a name which happens to hold such a word stays a name.
"""

from __future__ import annotations

import re

# Twelve months a line, alternatives of one month joined by `|`. Order: English, German, French, Italian, Spanish,
# Portuguese, Catalan, Dutch, Swedish, Danish and Norwegian, Finnish, Polish, Czech, Slovak, Hungarian, Romanian, Turkish,
# Russian, Ukrainian, Greek, Indonesian. Words that name different months in two of them (Croatian listopad) are left out.
MONTH_LINES = """
january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sept|sep october|oct november|nov december|dec
januar|jänner|jän februar|feber märz|maerz|mär|mrz april mai juni juli august september oktober|okt november dezember|dez
janvier|janv février|fevrier|févr|fevr|fév|fev mars avril|avr mai juin juillet|juil|juill août|aout septembre octobre novembre décembre|decembre|déc
gennaio|genn|gen febbraio|febbr marzo aprile maggio|magg|mag giugno|giu luglio|lug agosto|ago settembre|sett|set ottobre|ott novembre dicembre|dic
enero|ene febrero marzo abril|abr mayo junio julio agosto septiembre|setiembre octubre noviembre diciembre|dic
janeiro fevereiro março|marco abril maio junho julho agosto setembro outubro novembro dezembro
gener febrer març abril maig juny juliol agost setembre octubre novembre desembre
januari februari maart|mrt april mei juni juli augustus september oktober november december
januari februari mars april maj juni juli augusti september oktober november december
januar februar marts april maj juni juli august september oktober november desember|des
tammikuuta|tammikuu helmikuuta|helmikuu maaliskuuta|maaliskuu huhtikuuta|huhtikuu toukokuuta|toukokuu kesäkuuta|kesäkuu heinäkuuta|heinäkuu elokuuta|elokuu syyskuuta|syyskuu lokakuuta|lokakuu marraskuuta|marraskuu joulukuuta|joulukuu
stycznia|styczeń lutego|luty marca|marzec kwietnia|kwiecień maja|maj czerwca|czerwiec lipca|lipiec sierpnia|sierpień września|wrzesień października|październik listopada|listopad grudnia|grudzień
ledna|leden února|únor března|březen dubna|duben května|květen června|červen července|červenec srpna|srpen září října|říjen listopadu prosince|prosinec
januára|január februára|február marca|marec apríla|apríl mája|máj júna|jún júla|júl augusta septembra októbra novembra decembra
január február|febr március|márc április|ápr május|máj június|jún július|júl augusztus szeptember|szept október november december
ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie
ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
января|январь|янв февраля|февраль|февр|фев марта|март апреля|апрель|апр мая|май июня|июнь июля|июль августа|август|авг сентября|сентябрь|сент|сен октября|октябрь|окт ноября|ноябрь|нояб|ноя декабря|декабрь|дек
січня|січень лютого|лютий березня|березень квітня|квітень травня|травень червня|червень липня|липень серпня|серпень вересня|вересень жовтня|жовтень листопада|листопад грудня|грудень
ιανουαρίου|ιανουάριος φεβρουαρίου|φεβρουάριος μαρτίου|μάρτιος απριλίου|απρίλιος μαΐου|μαίου|μάιος ιουνίου|ιούνιος ιουλίου|ιούλιος αυγούστου|αύγουστος σεπτεμβρίου|σεπτέμβριος οκτωβρίου|οκτώβριος νοεμβρίου|νοέμβριος δεκεμβρίου|δεκέμβριος
januari februari maret april mei juni juli agustus september oktober november desember
"""
MONTHS = {
    word: number
    for line in MONTH_LINES.split("\n")
    for number, words in enumerate(line.split(), start=1)
    for word in words.split("|")
}
# English words that are months and also family or given names: "Theresa May 2016" has two readings.
MONTH_NAMES_OF_PEOPLE = {"march", "may", "june", "april", "august", "jan", "jun", "mar", "mart", "marco", "set", "gen", "mai", "maj"}

# A role for each phrase. Lists are separated by commas.
PHRASE_LINES = {
    # between two dates
    "range": "to, through, thru, up to, au, à, a, al, all', alla, ao, aos, t/m, по, đến, tới, sampai, hingga, s.d., s/d",
    # between two dates, or before the only one: in or before it
    "until": "until, till, til, up until, bis, bis zum, bis zur, jusqu'au, jusqu'en, jusqu'à, jusqu'à la, fino al, fino a, fino all',"
    " sino al, sino a, hasta, hasta el, até, até o, até a, até ao, tot, tot en met, tot aan, till och med, t.o.m., fram till, til og med,"
    " indtil, frem til, do, až do, aż do, до, până la, până în, pana la, έως, μέχρι, 到, 至, 迄",
    # after a date: the range goes on from there
    "onward": "부터, 에서, から, より, 起",
    # after the second date
    "closing": "까지, まで, 止, asti, saakka, inclusive",
    # before the first date
    "from": "from, von, vom, ab, de, du, d', del, de la, da, van, från, fra, din, από, từ, dari, 自, 从, 從, 由",
    # before the first date; where no second follows, the holder is still in office
    "since": "since, seit, seit dem, depuis, depuis le, depuis la, dal, dall', dalla, desde, desde el, desde la, sinds, vanaf, sedan, siden,"
    " od, ode, с, со, от",
    "about": "c, c., ca, ca., circa, about, around, approximately, approx., um, etwa, ungefähr, vers, environ, env., verso, intorno al,"
    " hacia, alrededor de, cerca de, por volta de, omstreeks, rond, omkring, około, ok., kolem, около, ок., 約, 约, 약, 대략",
    "about_after": "頃, ごろ, 경, 쯤, 무렵, 前後, 左右",
    "maybe": "probably, perhaps, possibly, wohl, vermutlich, vielleicht, wahrscheinlich, probablement, peut-être, forse, probabilmente,"
    " quizás, probablemente, provavelmente, waarschijnlijk",
    "before": "before, by, prior to, not later than, no later than, vor, vor dem, avant, avant le, prima del, prima di, antes de, antes del,"
    " vóór, före, før, przed, před",
    "before_after": "이전, 以前, 之前",
    "after": "after, not before, no earlier than, nach, nach dem, après, après le, dopo, dopo il, después de, después del, depois de, efter, etter",
    "after_after": "이후, 以後, 以降, 之後, 之后, 以后",
    "around_edge": "early, mid, mid-, middle of, late, end of, beginning of, start of, spring, spring of, summer, summer of, autumn, autumn of,"
    " fall of, anfang, mitte, ende, frühjahr, frühling, sommer, herbst, début, mi-, fin, printemps, été, automne, inizio, metà, fine,"
    " primavera, estate, autunno, principios de, mediados de, finales de, verano de, otoño de, the, the year",
    "edge_after": "초, 말, 봄, 여름, 가을, 초순, 중순, 하순, 上旬, 中旬, 下旬, 春, 夏, 秋",
    "winter": "winter, winter of, hiver, inverno, invierno, winter van, 冬, 겨울",
    "or": "or, oder, ou, o, 또는, 혹은, 或, または",
    # behind a date: from then until now
    "since_after": "óta, 이래, 以来, 以來, lähtien, alkaen",
    # French vers and German vom: not told apart
    "two_words": "v.",
    # between two spans of one person
    "and": "and, und, et, e, y, i, og, och, en, ja, és, și, и, 및, 그리고, 및, 及, および, &",
    "label": "term, term of office, tenure, in office, served, serving, office, years, years in office, amtszeit,"
    " im amt, mandat, en fonction, en poste, in carica, mandato, en el cargo, período, periodo, no cargo,"
    " 任期, 在任, 在任期間, 在任期间, 在任时间, 在職, 在職期間, 임기, 재임, 재임기간, 재임 기간, 재직, 재직기간, 재직 기간",
    "article": "the, le, la, l', el, il, lo, o, den, dem, der, the year, year, on, dated, im, in, en, em, i, w, v, roku, ngày, año, l'année",
    # Russian and kin print a word for the year behind it
    "year_after": "г., г, года, год, гг., р., року, р, roku, r., годы",
    "present": "present, the present, present day, the present day, incumbent, current, currently, now, today, to date, date, in office, ongoing, serving, still in office,"
    " heute, jetzt, bis dato, amtierend, gegenwärtig, im amt, aktuell, présent, présente, aujourd'hui, à aujourd'hui, aujourd’hui, en cours, actuel,"
    " actuelle, actuellement, en fonction, en fonctions, en poste, à ce jour, titulaire actuel, oggi, ad oggi, presente, in carica,"
    " attuale, attualmente, in corso, actual, actualidad, la actualidad, presente, el presente, en el cargo, hoy, en curso, vigente,"
    " atual, atualidade, a atualidade, atualmente, no cargo, em exercício, hoje, em curso, heden, nu, nog, zittend, in functie,"
    " nuvarande, sittande, i dag, idag, nåværende, nuværende, sittende, siddende, nykyinen, edelleen, obecnie, nadal, dziś, dnia dzisiejszego,"
    " teraz, urzędujący, současnost, dosud, nyní, úřadující, dodnes, súčasnosť, doteraz, prezent, în prezent, în funcție, în exercițiu, jelenleg,"
    " hivatalban, napjainkig, настоящее время, по настоящее время, н. в., н.в., н. вр., наст. время, наст. вр., действующий, в должности,"
    " дотепер, донині, чинний, тепер, günümüz, halen, görevde, devam ediyor, σήμερα, en exercici, nay, hiện tại, đương nhiệm, sekarang, petahana,"
    " 현재, 현재까지, 지금까지, 현직, 현임, 재임중, 재임 중, 재직중, 재직 중, 지금, 現在, 现在, 現職, 现职, 現任, 现任, 在任中, 現職中, 至今, 迄今, 今, 今日, 現今, 如今",
    "unknown": "unknown, not known, unbekannt, unklar, inconnu, inconnue, ignoto, sconosciuto, desconocido, desconhecido, onbekend, okänt, ukjent,"
    " ukendt, nieznane, neznámo, неизвестно, 불명, 미상, 알 수 없음, 不明, 不詳, 不详, 未詳, 未详",
    "acting": "acting, actg., acting minister, interim, interim minister, ad interim, a.i., a. i., a.i, ad int., ad-interim, pro tempore, pro tem, pro tem.,"
    " i.v., i. v., in vertretung, stellv., stv., kommissarisch, komm., kom., gf., geschf., geschäftsführend, amtierender minister, interimistisch, m.d.w.d.g.b., par intérim, intérim, intérimaire, p.i.,"
    " par interim, facente funzioni, f.f., reggente, en funciones, interino, interina, encargado, encargada, em exercício interino, waarnemend,"
    " wnd., ad-interim, tillförordnad, t.f., tf., t. f., fungerende, konstituert, vt., virkaatekevä, p.o., pełniący obowiązki, pověřen řízením,"
    " pověřený, poverený, ügyvezető, megbízott, interimar, interimară, и. о., и.о., и. о, врио, в. о., в.о., исполняющий обязанности,"
    " vekaleten, vekil, υπηρεσιακός, en funcions, pelaksana tugas, plt., 서리, 직무대행, 직무 대행, 권한대행, 권한 대행, 대행, 대리, 직무대리, 임시,"
    " 代理, 代行, 署理, 署, 代, 兼代, 暫代, 臨時代理, 临时代理, 職務代行, 事務取扱, 暂代, 暫代",
    "vacant": "vacant, vacancy, office vacant, post vacant, position vacant, none, no minister, unbesetzt, vakant, vakanz, vacante, vacance, poste vacant,"
    " vacanza, sede vacante, vago, wakat, neobsazeno, вакантно, вакансия, office abolished, abolished, post abolished, 공석, 폐지, 空席, 空缺, 欠員, 出缺, 廃止",
}
# Roles of phrases that stand before the date they belong to, and behind it.
BEFORE_A_DATE = ("from", "since", "about", "maybe", "before", "after", "around_edge", "winter", "two_words", "article", "label", "until")
BEHIND_A_DATE = ("onward", "closing", "about_after", "before_after", "after_after", "edge_after", "year_after", "since_after", "until", "range", "present")
# Phrases of one letter or of a word common in names act only between two dates, never at the end of a name.
PRESENT_ONLY_AFTER_RANGE = {"now", "nu", "nog", "date", "heute", "jetzt", "hoy", "hoje", "oggi", "today", "teraz", "nay", "今", "in office", "serving"}


def _phrases() -> dict[tuple[str, ...], dict[str, None]]:
    """Every phrase as a tuple of lower-case words, with its roles in order."""
    table: dict[tuple[str, ...], dict[str, None]] = {}
    for role, line in PHRASE_LINES.items():
        for phrase in line.split(","):
            words = tuple(phrase.strip().replace("’", "'").split())
            table.setdefault(words, {})[role] = None
    return table


PHRASES = _phrases()
LONGEST_PHRASE = max(len(words) for words in PHRASES)
PHRASE_STARTS = {words[0] for words in PHRASES}

# Units of a length of time, which says nothing that the dates do not say.
UNITS = {
    "year", "years", "month", "months", "day", "days", "week", "weeks", "yr", "yrs", "jahr", "jahre", "jahren", "monat", "monate", "tag", "tage", "tagen", "an", "ans", "année",
    "années", "mois", "jour", "jours", "anno", "anni", "mesi", "mese", "giorno", "giorni", "año", "años", "mes", "meses", "día", "días", "ano", "anos", "dia", "dias", "jaar",
    "maanden", "dagen", "år", "dagar", "dage", "dager", "lat", "lata", "dni", "rok", "let", "dnů", "лет", "год", "года", "дней", "дня", "день", "년", "개월", "일", "일간", "年", "個月", "个月", "天",
    "日", "日間", "ヶ月", "か月",
}
# Titles that stand before a name and are no part of it.
HONORIFICS = {
    "mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "dame", "rt", "gen", "general", "lt", "lieutenant", "col", "colonel", "maj", "capt", "captain",
    "adm", "admiral", "brig", "brigadier", "marshal", "vice-marshal", "comrade", "ambassador", "amb", "h.e", "herr", "frau", "dipl.-ing", "mme", "mlle", "monsieur", "madame",
    "dott", "avv", "signor", "lic", "dhr", "mevr", "hon.", "the", "г-н", "тов",
}
HONORIFICS_AFTER = {"장관", "외상", "동지", "씨", "박사", "氏", "先生", "同志", "さん", "閣下", "女士", "초대", "初代"}
# Lower-case words that belong in names.
PARTICLES = {
    "de", "da", "do", "dos", "das", "du", "des", "d", "del", "della", "dello", "di", "dal", "la", "le", "lo", "las", "los", "van", "von", "vom", "zu", "zum", "zur",
    "der", "den", "het", "ter", "ten", "te", "af", "av", "al", "el", "ul", "ibn", "bin", "ben", "bint", "abu", "ould", "ag", "y", "e", "i", "st", "ap", "san", "in",
}
# Words that show that a piece of text is prose or an office rather than a person.
PROSE = {
    "was", "is", "were", "are", "has", "had", "been", "who", "which", "that", "his", "her", "their", "as", "and", "with", "for", "under", "after", "before", "when",
    "served", "serves", "appointed", "became", "succeeded", "resigned", "died", "minister", "ministers", "ministry", "secretary", "office", "position", "list",
    "wurde", "ist", "als", "était", "fut", "est", "ministre", "ministro", "ministra", "fue", "foi", "era", "und", "et", "the", "since", "until",
    "from", "to", "by", "at", "of", "on", "or", "not", "also", "vice", "deputy", "government",
}
# Words that make a text an office or a heading, however they are printed.
OFFICES = {"minister", "ministers", "ministry", "secretary", "list", "ministre", "ministro", "ministra", "ministerium", "ministère"}
# Words that name an office in a cell of its own; in a name they may be a title.
OFFICERS = set("postmaster postmasters chancellor president premier chairman chairwoman commissioner director presidente präsident président partito partido parti partei партия".split())
# Bodies and books, which hold no office wherever they stand in a name, and words that are no name where they stand alone.
BODIES = set(
    "university universität université università universidad universidade committee commission council department bureau cabinet kabinett government republic yearbook bibliography references"
    " archives party institute agency association embassy kingdom empire federation assembly parliament congress encyclopedia wikipedia handbook".split()
)
NO_NAMES = set(
    "source sources total totals page pages note notes reference period average year years duration table see continued chapter part appendix remarks"
    " quelle quellen summe gesamt seite anmerkung anmerkungen fuente fuentes nota notas fonte fonti totale totales источник источники итого примечание примечания"
    " 출처 참고 합계 계 주 주석 비고 資料 来源 來源 注 註 備考 备注 合計 合计 出典 脚注".split()
)
# Column heads of lists of office holders, by role.
HEADS = {
    "name": "name minister incumbent officeholder office-holder holder name of minister amtsinhaber inhaber person nom titulaire ministre nome titolare nombre titular"
    " ministro naam namn navn imię imię_i_nazwisko jméno név nume имя министр фио 이름 성명 장관 氏名 姓名 名前 大臣 部長 部长 人物 人名 성명(한자) postmaster_general foreign_minister",
    "hangul": "hangul korean korean_name 한글 한국어 조선글 chosŏn'gŭl",
    "hanja": "hanja hancha chinese chinese_name 한자 漢字 汉字",
    "from": "from start term_start start_of_term took_office took_office_on assumed_office appointed date_appointed entered_office beginning began since in_office_from amtsantritt beginn"
    " beginn_der_amtszeit von ab début début_du_mandat entrée_en_fonction prise_de_fonction prise_de_fonctions inizio inizio_mandato insediamento inicio inicio_del_mandato toma_de_posesión"
    " início início_do_mandato van vanaf aantreden tillträdde tiltrådte od objęcie_urzędu nástup hivatalba_lépés дата_назначения начало 취임 취임일 임명 부임 就任 就任日 就任年月日 上任 就职 就職 到任 开始 開始"
    " вступление_в_должность вступил_в_должность вступил дата_вступления дата_вступления_в_должность назначен назначение начало_полномочий с",
    "to": "to end term_end end_of_term left_office departed until ended in_office_until amtsende ende ende_der_amtszeit bis fin fin_du_mandat sortie_de_fonction départ fine fine_mandato"
    " cessazione fin_del_mandato cese fim fim_do_mandato tot aftreden avgick fratrådte do odwołanie konec hivatal_vége дата_увольнения окончание конец 퇴임 퇴임일 해임 이임 退任 退任日 離任 离任 卸任 去職 結束 结束"
    " окончание_полномочий конец_полномочий оставление_должности оставил_должность покинул_должность уход_с_должности освобождён освобождение по",
    "term": "term term_of_office tenure in_office period dates years term_in_office amtszeit zeitraum mandat période durée_du_mandat période_du_mandat mandato periodo período ambtsperiode ämbetsperiod"
    " embedsperiode kadencja funkční_období hivatali_idő срок срок_полномочий 임기 재임기간 재임_기간 재직기간 任期 在任期間 在任期间 在職期間 任职时间 任職時間",
    "life": "born died birth death lifespan life lived birth_and_death dates_of_birth_and_death lebensdaten geboren gestorben naissance mort né décès nascita morte nacimiento muerte fallecimiento"
    " nascimento morte geboren född narození 출생 사망 생몰 생몰년 生年 没年 生没年 出生 逝世 生卒 生卒年 born–died age alter âge edad età",
    "other": "no no. # nr nr. n n° nº number order portrait image picture photo bild foto image photo ritratto retrato time_in_office duration length days party partei parti partito partido 당 정당 政黨 政党"
    " 所属政党 notes note remarks ref ref. refs cabinet premier prime_minister president head_of_state government kabinett gouvernement governo gobierno 대 대수 순번 代 次 届 비고 備考 备注 内閣 사진 写真 照片",
}
HEAD_ROLES = {word.replace("_", " "): role for role, line in reversed(HEADS.items()) for word in line.split()}
NOT_HAN_NAMES = {"한국어", "한자", "조선말", "조선어", "한글", "漢字", "韓国語", "朝鮮語", "中文", "日本語", "본명", "문화어"}
LETTERS = re.compile(r"[^\W\d_]")
