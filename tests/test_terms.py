"""The grammar of printed entries: notations worked by hand, what is refused and why, and invented entries read back."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from helpers import paths, terms
from helpers.errors import DataError, TermError
from helpers.terms.command import main_read_terms

S, A = "substantive", "acting"
FULL = ("1948-09-09", "1953-03-03", "ended")
# text, name, Hangul, Han, capacity, start, end, exit status
ENTRIES = [
    ("- Pak Hon-yong: 9 September 1948 – 3 March 1953", "Pak Hon-yong", "", "", S, *FULL),
    ("Pak Hon-yong 9 September 1948-3 March 1953", "Pak Hon-yong", "", "", S, *FULL),
    ("Pak Hon-yong September 9, 1948 ~ March 3, 1953", "Pak Hon-yong", "", "", S, *FULL),
    ("Pak Hon-yong Sept. 9th 1948 until Mar. 3rd 1953", "Pak Hon-yong", "", "", S, *FULL),
    ("Pak Hon-yong 1948-09-09 – 1953-03-03", "Pak Hon-yong", "", "", S, *FULL),
    ("Pak Hon-yong 1948-09-09-1953-03-03", "Pak Hon-yong", "", "", S, *FULL),
    ("Pak Hon-yong 1948-09-09/1953-03-03", "Pak Hon-yong", "", "", S, *FULL),
    ("Pak Hon-yong 1948/09/09 – 1953/3/3", "Pak Hon-yong", "", "", S, *FULL),
    ("Pak Hon-yong 9.9.1948–3.3.1953", "Pak Hon-yong", "", "", S, *FULL),
    ("Pak Hon-yong 9. 9. 1948 - 3. 3. 1953", "Pak Hon-yong", "", "", S, *FULL),
    ("Pak Hon-yong 9-Sep-1948 to 3-Mar-1953", "Pak Hon-yong", "", "", S, *FULL),
    ("Pak Hon-yong 9.IX.1948 – 3.III.1953", "Pak Hon-yong", "", "", S, *FULL),
    ("Pak Hon-yong (9 September 1948 – 3 March 1953)", "Pak Hon-yong", "", "", S, *FULL),
    ("9 September 1948 – 3 March 1953: Pak Hon-yong", "Pak Hon-yong", "", "", S, *FULL),
    ("1948–1953 Pak Hon-yong", "Pak Hon-yong", "", "", S, "1948", "1953", "ended"),
    ("1948–53 Pak Hon-yong", "Pak Hon-yong", "", "", S, "1948", "1953", "ended"),
    ("Pak Hon-yong, 1998–03", "Pak Hon-yong", "", "", S, "1998", "2003", "ended"),
    ("Pak Hon-yong 1948-53", "Pak Hon-yong", "", "", S, "1948", "1953", "ended"),
    ("Pak Hon-yong 1948-", "Pak Hon-yong", "", "", S, "1948", "", "unknown"),
    ("Pak Hon-yong 1948 – ?", "Pak Hon-yong", "", "", S, "1948", "", "unknown"),
    ("Pak Hon-yong –1953", "Pak Hon-yong", "", "", S, "", "1953", "ended"),
    ("Pak Hon-yong (until March 1953)", "Pak Hon-yong", "", "", S, "", "1953-03", "ended"),
    ("Pak Hon-yong ? – 1953", "Pak Hon-yong", "", "", S, "", "1953", "ended"),
    ("Pak Hon-yong 1948? – c. 1953", "Pak Hon-yong", "", "", S, "1948?", "1953~", "ended"),
    ("Pak Hon-yong after 1948 – before March 1953", "Pak Hon-yong", "", "", S, "[1948..]", "[..1953-03]", "ended"),
    ("Pak Hon-yong 1947 or 1948 – 1950s", "Pak Hon-yong", "", "", S, "[1947,1948]", "195X", "ended"),
    ("Pak Hon-yong, early 1948 – mid-1953", "Pak Hon-yong", "", "", S, "1948", "1953", "ended"),
    ("Pak Hon-yong 09/1948 – 03/1953", "Pak Hon-yong", "", "", S, "1948-09", "1953-03", "ended"),
    ("Pak Hon-yong 1948-09 – 1953-03", "Pak Hon-yong", "", "", S, "1948-09", "1953-03", "ended"),
    ("Pak Hon-yong 23/10/1948 – 13/11/1953", "Pak Hon-yong", "", "", S, "1948-10-23", "1953-11-13", "ended"),
    ("Kang Sok-ju 3 January – 18 May 2007", "Kang Sok-ju", "", "", S, "2007-01-03", "2007-05-18", "ended"),
    ("Kang Sok-ju 3–18 May 2007 (acting)", "Kang Sok-ju", "", "", A, "2007-05-03", "2007-05-18", "ended"),
    ("Choe Son-hui 11 June 2022 – Incumbent[1]", "Choe Son-hui", "", "", S, "2022-06-11", "", "in_office"),
    ("Choe Son-hui, since 11 June 2022", "Choe Son-hui", "", "", S, "2022-06-11", "", "in_office"),
    ("Choe Son-hui (11 June 2022 to date)", "Choe Son-hui", "", "", S, "2022-06-11", "", "in_office"),
    ("1. Pak Hon-yong 1948–1953", "Pak Hon-yong", "", "", S, "1948", "1953", "ended"),
    ("(3) Pak Hon-yong 1948–1953", "Pak Hon-yong", "", "", S, "1948", "1953", "ended"),
    ("No. 3: Pak Hon-yong 1948–1953", "Pak Hon-yong", "", "", S, "1948", "1953", "ended"),
    ("3. 1948–1953 Pak Hon-yong", "Pak Hon-yong", "", "", S, "1948", "1953", "ended"),
    ("IV. Pak Hon-yong 1948–1953", "Pak Hon-yong", "", "", S, "1948", "1953", "ended"),
    ("V. M. Molotov 1939–1949", "V. M. Molotov", "", "", S, "1939", "1949", "ended"),
    ("Theresa May 13 July 2016 – 24 July 2019", "Theresa May", "", "", S, "2016-07-13", "2019-07-24", "ended"),
    ("Sir Alec Douglas-Home 1960–1963", "Alec Douglas-Home", "", "", S, "1960", "1963", "ended"),
    ("Smith, John 1948–1953", "Smith, John", "", "", S, "1948", "1953", "ended"),
    ("John Smith, Labour Party, 1948–1953", "John Smith", "", "", S, "1948", "1953", "ended"),
    ("John Smith (1900–1970), 1948–1953", "John Smith", "", "", S, "1948", "1953", "ended"),
    ("Pak Hon-yong (박헌영; 朴憲永), 1948–1953", "Pak Hon-yong", "박헌영", "朴憲永", S, "1948", "1953", "ended"),
    ("'''[[Pak Hon-yong]]''' (1948–1953)<ref>A list of 1999</ref>", "Pak Hon-yong", "", "", S, "1948", "1953", "ended"),
    ("* [[Pak Hon-yong|박헌영]] {{dts|1948|9|9}} &ndash; {{dts|1953|3|3}}", "박헌영", "박헌영", "", S, *FULL),
    ("Kim Il September–October 1948", "Kim Il", "", "", S, "1948-09", "1948-10", "ended"),
    ("(1948–1953) Kim Il", "Kim Il", "", "", S, "1948", "1953", "ended"),
    ("Kim Il [1948–1953]", "Kim Il", "", "", S, "1948", "1953", "ended"),
    ("Kim Il 1948 → 1953", "Kim Il", "", "", S, "1948", "1953", "ended"),
    ("Kim Il, 9 September 1948 – 3 March 1953, 4 years, 175 days", "Kim Il", "", "", S, *FULL),
    ("Kim Il Sung (김일성, 金日成; 1912–1994): 1948–1972", "Kim Il Sung", "김일성", "金日成", S, "1948", "1972", "ended"),
    ("Kim Il 1948-09-09T00:00:00Z – 1953-03-03T00:00:00Z", "Kim Il", "", "", S, *FULL),
    # Korean
    ("박헌영 1948년 9월 9일 ~ 1953년 3월 3일", "박헌영", "박헌영", "", S, *FULL),
    ("제1대 박헌영(朴憲永) 1948.9.9. ～ 1953.3.3.", "박헌영", "박헌영", "朴憲永", S, *FULL),
    ("초대 박헌영: 1948년 9월부터 1953년 3월까지", "박헌영", "박헌영", "", S, "1948-09", "1953-03", "ended"),
    ("강석주(서리) 2007. 1. 3.∼2007. 5. 18.", "강석주", "강석주", "", A, "2007-01-03", "2007-05-18", "ended"),
    ("최선희 2022년 6월 11일 ~ 현재", "최선희", "최선희", "", S, "2022-06-11", "", "in_office"),
    ("박헌영 1948년경 ~ 1950년대", "박헌영", "박헌영", "", S, "1948~", "195X", "ended"),
    ("주체37(1948)년 9월 9일 ~ 주체42(1953)년 3월 3일 박헌영", "박헌영", "박헌영", "", S, *FULL),
    # Chinese and Japanese
    ("朴憲永（1948年9月9日至1953年3月3日）", "朴憲永", "", "朴憲永", S, *FULL),
    ("第1代 朴憲永：1948年9月9日－1953年3月3日", "朴憲永", "", "朴憲永", S, *FULL),
    ("王毅 2013年3月16日—2022年12月30日", "王毅", "", "王毅", S, "2013-03-16", "2022-12-30", "ended"),
    ("崔善姬（2022年6月11日－至今）", "崔善姬", "", "崔善姬", S, "2022-06-11", "", "in_office"),
    ("朴憲永 一九四八年九月九日至一九五三年三月三日", "朴憲永", "", "朴憲永", S, *FULL),
    ("吉田茂（よしだ しげる） 昭和23年10月15日 〜 昭和二十九年十二月十日", "吉田茂", "", "吉田茂", S, "1948-10-15", "1954-12-10", "ended"),
    ("重光葵（臨時代理）1945年8月17日から1945年9月17日まで", "重光葵", "", "重光葵", A, "1945-08-17", "1945-09-17", "ended"),
    ("崔善姫 令和4年6月11日～現職", "崔善姫", "", "崔善姫", S, "2022-06-11", "", "in_office"),
    ("박헌영 1948年9月9日～12月3日", "박헌영", "박헌영", "", S, "1948-09-09", "1948-12-03", "ended"),
    # German, French, Italian, Spanish, Portuguese, Dutch, Scandinavian, Slavic, Hungarian
    ("Heinrich von Brentano vom 8. Juni 1955 bis zum 30. Oktober 1961", "Heinrich von Brentano", "", "", S, "1955-06-08", "1961-10-30", "ended"),
    ("Konrad Adenauer (kommissarisch), 15. März 1951 – 6. Juni 1955", "Konrad Adenauer", "", "", A, "1951-03-15", "1955-06-06", "ended"),
    ("Johann Wadephul, seit 6. Mai 2025", "Johann Wadephul", "", "", S, "2025-05-06", "", "in_office"),
    ("Robert Schuman, du 26 juillet 1948 au 8 janvier 1953", "Robert Schuman", "", "", S, "1948-07-26", "1953-01-08", "ended"),
    ("1er mars 1948 – 2 avril 1949 : Georges Bidault (par intérim)", "Georges Bidault", "", "", A, "1948-03-01", "1949-04-02", "ended"),
    ("Jean-Noël Barrot, depuis le 21 septembre 2024", "Jean-Noël Barrot", "", "", S, "2024-09-21", "", "in_office"),
    ("Carlo Sforza dal 2 febbraio 1947 al 26 luglio 1951", "Carlo Sforza", "", "", S, "1947-02-02", "1951-07-26", "ended"),
    ("Antonio Tajani dal 22 ottobre 2022, in carica", "Antonio Tajani", "", "", S, "2022-10-22", "", "in_office"),
    ("Alberto Martín-Artajo, del 20 de julio de 1945 al 25 de febrero de 1957", "Alberto Martín-Artajo", "", "", S, "1945-07-20", "1957-02-25", "ended"),
    ("José Manuel Albares (12 de julio de 2021 – en el cargo)", "José Manuel Albares", "", "", S, "2021-07-12", "", "in_office"),
    ("Paulo Nogueira (interino) de 1º de março de 1990 até 5 de abril de 1992", "Paulo Nogueira", "", "", A, "1990-03-01", "1992-04-05", "ended"),
    ("Joseph Luns 2 september 1952 tot 6 juli 1971", "Joseph Luns", "", "", S, "1952-09-02", "1971-07-06", "ended"),
    ("Tobias Billström 18 oktober 2022 – nuvarande", "Tobias Billström", "", "", S, "2022-10-18", "", "in_office"),
    ("Adam Rapacki od 27 kwietnia 1956 do 22 grudnia 1968", "Adam Rapacki", "", "", S, "1956-04-27", "1968-12-22", "ended"),
    ("Jan Masaryk 21. července 1940 – 10. března 1948", "Jan Masaryk", "", "", S, "1940-07-21", "1948-03-10", "ended"),
    ("Андрей Громыко с 14 февраля 1957 по 2 июля 1985 года", "Андрей Громыко", "", "", S, "1957-02-14", "1985-07-02", "ended"),
    ("Сергей Лавров 9 марта 2004 — настоящее время", "Сергей Лавров", "", "", S, "2004-03-09", "", "in_office"),
    ("Péter Szijjártó 2014. szeptember 23. – jelenleg", "Péter Szijjártó", "", "", S, "2014-09-23", "", "in_office"),
    # a day or a month whose whole date stands behind the sign
    ("du 9 au 18 juin 1954 : Georges Bidault", "Georges Bidault", "", "", S, "1954-06-09", "1954-06-18", "ended"),
    ("Georges Bidault (intérim) du 1er au 3 mai 1950", "Georges Bidault", "", "", A, "1950-05-01", "1950-05-03", "ended"),
    ("Georg Dertinger vom 9. bis zum 18. Juni 1954", "Georg Dertinger", "", "", S, "1954-06-09", "1954-06-18", "ended"),
    ("Вячеслав Молотов с 9 по 18 июня 1954", "Вячеслав Молотов", "", "", S, "1954-06-09", "1954-06-18", "ended"),
    ("de mai à novembre 1947 : Eugène Thomas", "Eugène Thomas", "", "", S, "1947-05", "1947-11", "ended"),
    ("後藤象二郎 1889年10月25日 - 同年12月24日", "後藤象二郎", "", "後藤象二郎", S, "1889-10-25", "1889-12-24", "ended"),
    ("Kim Il (until May 1953)", "Kim Il", "", "", S, "", "1953-05", "ended"),
    # weekdays, suffixes, stops, words for acting
    ("박헌영 1948년 9월 9일(목) ~ 1953년 3월 3일(화)", "박헌영", "박헌영", "", S, *FULL),
    ("Kim Il Thursday, 9 September 1948 – 3 March 1953", "Kim Il", "", "", S, *FULL),
    ("Martin Luther King, Jr. 1961–1965", "Martin Luther King, Jr.", "", "", S, "1961", "1965", "ended"),
    ("12. Kim Il. 1953–1955.", "Kim Il", "", "", S, "1953", "1955", "ended"),
    ("Hans Meier i.V. 1953–1955", "Hans Meier", "", "", A, "1953", "1955", "ended"),
    ("朱学范，1949年10月19日起至1967年1月止", "朱学范", "", "朱学范", S, "1949-10-19", "1967-01", "ended"),
    # a tilde beside another sign, or before an end in an East Asian entry
    ("Kim Il ~1948 – ~1953", "Kim Il", "", "", S, "1948~", "1953~", "ended"),
    ("김일(~1955년)", "김일", "김일", "", S, "", "1955", "ended"),
    # rows
    ("| 체신상 | 김일 | 1948 | 1953 |", "김일", "김일", "", S, "1948", "1953", "ended"),
    ("| Labour Party | Kim Il | 1948 | 1953 |", "Kim Il", "", "", S, "1948", "1953", "ended"),
    ("| 1 | Kim Il | (acting) | 1948–1953 |", "Kim Il", "", "", A, "1948", "1953", "ended"),
    ("| 3 | Kim Il | ? | 3 March 1953 |", "Kim Il", "", "", S, "", "1953-03-03", "ended"),
    ("| 1 | | Pak Hon-yong 박헌영 | 9 September 1948 | 3 March 1953 | | Kim Tu-bong | Kim Il Sung |", "Pak Hon-yong", "박헌영", "", S, *FULL),
    ("| — | | Kang Sok-ju 강석주 | 3 January 2007 | 18 May 2007 | | Pak Pong-ju | |", "Kang Sok-ju", "강석주", "", A, "2007-01-03", "2007-05-18", "ended"),
    ("| 11 | | Choe Son-hui 최선희 | 11 June 2022 | Incumbent | | Kim Tok-hun | |", "Choe Son-hui", "최선희", "", S, "2022-06-11", "", "in_office"),
    ("| 1 | Pak Hon-yong | 9 September 1948 – 3 March 1953 | 4 years, 175 days |", "Pak Hon-yong", "", "", S, *FULL),
    ("| 1 | Pak Hon-yong | 9 September 1948 | |", "Pak Hon-yong", "", "", S, "1948-09-09", "", "unknown"),
    ("1\tPak Hon-yong\t1948-09-09\t1953-03-03", "Pak Hon-yong", "", "", S, *FULL),
]
# text, words of the reason
REFUSED = [
    ("", "neither a name nor a date"),
    ("Pak Hon-yong", "no 'from – to' dates"),
    ("Pak Hon-yong 1950", "one date only"),
    ("1948–1953", "without a name"),
    ("Pak Hon-yong 3/4/1950 – 1953", "day first or month first"),
    ("Pak Hon-yong 9.9.48 – 3.3.53", "leaves the century open"),
    ("Pak Hon-yong 1998-03", "a month or a span of years"),
    ("Pak Hon-yong 1948/49 – 1953", "1948/49 can be"),
    ("Pak Hon-yong 1900s – 1953", "a decade or a century"),
    ("Pak Hon-yong winter 1948 – 1953", "its beginning or its end"),
    ("Pak Hon-yong 31 February 1950 – 1953", "not in the calendar"),
    ("Pak Hon-yong 1953 – 1948", "before it begins"),
    ("Pak Hon-yong 1948–1953–1957", "three dates"),
    ("Pak Hon-yong – 1953", "'until' or nothing"),
    ("1998 – Pak Hon-yong", "a start or the whole term"),
    ("Theresa May 2016 – 2019", "the end of the name Theresa May"),
    ("John Smith and Mary Jones 1950–1951", "prose"),
    ("Pak Hon-yong was minister from 1948 to 1953", "prose"),
    ("Foreign Minister Pak 1948–1953", "an office"),
    ("John & Mary Smith 1950–1951", "'&'"),
    ("Vacant 1950–1952", "vacant"),
    ("공석 1950년 ~ 1952년", "vacant"),
    ("Pak Hon-yong (1948–1953; acting until 1949)", "which of them is acting"),
    ("Pak Hon-yong (acting until 1949) 1948–1953", "not a life"),
    ("Pak Hon-yong (1948–1949) 1950–1953", "not a life"),
    ("Pak Hon-yong (1900–1955)", "as long as a life"),
    ("John Smith 1948–1953, again from 1955", "no name of a person"),
    ("昭和70年～1998年 吉田茂", "no year 70"),
    ("明治3年～明治5年 大隈重信", "lunisolar"),
    ("주체37(1949)년 ~ 1953년 박헌영", "is 1948, yet 1949"),
    ("Kim Il 1948–1953–", "behind whole dates"),
    ("Kim Il ~1948", "'about' or 'until'"),
    ("Jean Dupont, 3 mai 1953 – v. 1955", "'about' or 'from'"),
    ("Frederic March 1950 – 1953", "the end of the name Frederic March"),
    ("Theresa May to June 2016", "one date only"),
    ("Nancy Friday 1948–1953", "a weekday or the end of the name"),
    ("체신상 박헌영 1948년 9월 ~ 1953년 3월", "an office"),
    ("Kim Il Sung University, 1948–1953", "a body, a book or a note"),
    ("Source: Yearbook 1948–1953", "a body, a book or a note"),
    ("Total 1948–1953", "a body, a book or a note"),
    ("Kim Il ? – ?", "neither the start nor the end"),
    ("Alberto Ullastres, 1957 - en funciones", "a word for acting stands where the end should stand"),
    ("amtierend: Hans Meier 1953–1955", "yet an end is printed"),
    ("| 3 | Kim Il | ? | 3 March 1953 | |", "the start or the end"),
    # cut off in the middle
    ("Pak Hon-yong: 9 Septem", "cut off"),
    ("Pak Hon-yong: 9 September 1948 – 3", "cut off"),
    ("Pak Hon-yong: 9 September 1948 – 3 Ma", "cut off"),
    ("Pak Hon-yong: 9 September 1948 – 3 March", "has no year"),
    ("Pak Hon-yong: 9 September 1948 – 3 March 19", "has no year"),
    ("Pak Hon-yong: September 9, 1948 ~ March 3, 195", "no year"),
    ("Pak Hon-yong: 1948 – Pres", "cut off"),
    ("Pak Hon-yong: 1948–19", "cut off"),
    ("Pak Hon-yong: 1948–1", "cut off"),
    ("Pak Hon-yong: 1948-09-09 – 1953-0", "cut off"),
    ("Pak Hon-yong (1948–1953", "not closed"),
    ("1948–1953 Pak Hon-yong 1953–1959", "without a name"),
    ("| 7 | | Pak Ui-chun | 18 May 2007 |", "without a second"),
    ("| 7 | | Pak Ui-chun | 18 May 2007 | 9 Apr", "has no year"),
    ("| 7 | | Pak Ui-chun | 18 May 20", "no 'from – to' dates"),
    ("| | Portrait | Name | Term of office | Head of state | Premier | | |", "no 'from – to' dates"),
    ("| Took office | Left office | Time in office | | | | | |", "no 'from – to' dates"),
    ("| 1 | Pak Hon-yong | 1900 | 1948 | 1953 |", "more dates stand there"),
]


@pytest.mark.parametrize("text, name, hangul, han, capacity, start, end, status", ENTRIES)
def test_read_entry_notation(text, name, hangul, han, capacity, start, end, status):
    (segment,) = terms.read_entry(text)
    assert segment[:-1] == (name, hangul, han, capacity, start, end, status)


@pytest.mark.parametrize("text, reason", REFUSED)
def test_read_entry_refuses_what_it_cannot_read_without_guessing(text, reason):
    with pytest.raises(TermError) as caught:
        terms.read_entry(text, where="list:7")
    message = str(caught.value)
    assert message.startswith("list:7: ") and reason in message and "Write the entry as printed" in message


def spans(text):
    return [(s.name_as_printed, s.start_edtf, s.end_edtf, s.exit_status, s.as_printed) for s in terms.read_entry(text)]


def test_read_entry_two_persons_glued_to_their_dates():
    assert spans("- Jun jun Ko September 20, 1957 ~ April 24, 1958 Choi Hyun April 24, 1958 ~ October 22, 1962") == [
        ("Jun jun Ko", "1957-09-20", "1958-04-24", "ended", "Jun jun Ko September 20, 1957 ~ April 24, 1958"),
        ("Choi Hyun", "1958-04-24", "1962-10-22", "ended", "Choi Hyun April 24, 1958 ~ October 22, 1962"),
    ]


def test_read_entry_several_terms_of_one_person_the_last_open():
    text = "- Kim Young-chae December 15, 1977 – 1980 Kim Young-chae 1980 ~ April 4, 1982, April 5, 1982 ~ December 28, 1986, December 29, 1986 ~"
    assert [row[:4] for row in spans(text)] == [
        ("Kim Young-chae", "1977-12-15", "1980", "ended"),
        ("Kim Young-chae", "1980", "1982-04-04", "ended"),
        ("Kim Young-chae", "1982-04-05", "1986-12-28", "ended"),
        ("Kim Young-chae", "1986-12-29", "", "unknown"),
    ]


def test_read_entry_layouts_with_several_persons():
    expected = [("Pak Hon-yong", "1948", "1953"), ("Nam Il", "1953", "1959")]
    for text in (
        "Pak Hon-yong (1948–1953), Nam Il (1953–1959)",
        "Pak Hon-yong 1948–1953; Nam Il 1953–1959",
        "1948–1953 Pak Hon-yong, 1953–1959 Nam Il",
        "1948–53: Pak Hon-yong; 1953–59: Nam Il",
    ):
        assert [row[:3] for row in spans(text)] == expected


def test_read_entry_words_of_the_grammar_stay_names_where_no_date_follows():
    assert spans("Kim To 1948 to 1953")[0][:3] == ("Kim To", "1948", "1953")
    assert spans("U Nu 1948–1956")[0][0] == "U Nu"


def test_read_entry_remark_in_brackets_with_a_year_is_no_date():
    (segment,) = terms.read_entry("- Ryu Yong-sop (2005 英 燮): July 2005 ~ January 2009")
    assert segment[:-1] == ("Ryu Yong-sop", "", "英燮", S, "2005-07", "2009-01", "ended")


def test_segments_of_the_recorded_entries():
    frame = pd.DataFrame(
        [("s", "33", "posts", "- Changho Kim May 24, 1990 ~"), ("s", "5", "posts", "A B 1948–1950, C D 1950–1951"), ("t", "7", "other", "| 1 | E F | 1948 | 1950 |")],
        columns=["source_id", "line", "ministry_id", "as_printed"],
    )
    result = terms.segments(frame)
    assert list(result["spell_id"]) == ["other-7-1", "posts-5-1", "posts-5-2", "posts-33-1"]
    assert list(result["sequence"]) == ["1", "1", "2", "3"]
    assert list(result["exit_status"]) == ["ended", "ended", "ended", "unknown"]
    assert "sequence" not in frame


TWO_LISTS = pd.DataFrame(
    [("a-news", "5", "posts", "C D 1951–1953"), ("s", "5", "posts", "A B 1948–1950"), ("s", "6", "posts", "B C 1950–1951")],
    columns=["source_id", "line", "ministry_id", "as_printed"],
)


def test_segments_of_two_sources_with_one_line_number_keep_their_own_ids():
    result = terms.segments(TWO_LISTS, {"posts": "s"})
    assert list(result["spell_id"]) == ["posts-5-1", "posts-6-1", "posts-a-news-5-1"]
    assert list(result["sequence"]) == ["1", "2", "3"]
    alone = terms.segments(TWO_LISTS[TWO_LISTS["source_id"] == "s"], {"posts": "s"})
    assert list(result["spell_id"][:2]) == list(alone["spell_id"])


def test_segments_of_several_sources_none_of_them_the_ministrys_own_are_refused():
    with pytest.raises(DataError, match="the terms of 'posts' come from a-news, s, and raw/ministries.csv names none of these"):
        terms.segments(TWO_LISTS, {"posts": "elsewhere"})


def test_segments_names_the_place_of_an_entry_it_cannot_read():
    frame = pd.DataFrame([("src", "9", "posts", "Kim 1950")], columns=["source_id", "line", "ministry_id", "as_printed"])
    with pytest.raises(TermError, match="^src:9: 'Kim 1950' is not read: it holds one date only"):
        terms.segments(frame)


def test_read_list_roman_numerals_that_count_are_numbers_and_others_initials():
    rows, refused = terms.read_list("I. Pak Hon-yong 1948–1953\nII. Nam Il 1953–1959\nIII. Ho Dam 1970–1983")
    assert list(rows["name_as_printed"]) == ["Pak Hon-yong", "Nam Il", "Ho Dam"] and refused.empty
    rows, _ = terms.read_list("V. Molotov 1939–1949\nA. Vyshinsky 1949–1953")
    assert list(rows["name_as_printed"]) == ["V. Molotov", "A. Vyshinsky"]


WIKI = """{| class="wikitable"
|-
! No. !! Portrait !! Name !! colspan=2 | Term of office !! Party
|-
| 1
| [[File:A.jpg|60px]]
| '''[[John Smith (minister)|John Smith]]'''<br><small>(1900–1970)</small>
| {{dts|1948|9|9}}
| 3 March 1953<ref name="x">A book of 1999</ref>
| rowspan="2" | [[Labour Party|Labour]]
|-
| rowspan=2 | 2
| rowspan=2 | [[File:B.jpg|60px]]
| rowspan=2 style="text-align:left" | {{sortname|Mary|Jones}}
| 3 March 1953
| 5 May 1955
|-
| 6 June 1956
| 7 July 1957
| Liberal
|-
| colspan=3 | ''Vacant''
| 7 July 1957
| 8 August 1957
|
|-
| &mdash;
|
| Bob Brown<br>''(acting)''
| 8 August 1957
| ''Incumbent''
| Labour
|}"""


def test_read_list_wiki_table_with_cells_over_several_rows():
    rows, refused = terms.read_list(WIKI, where="w")
    assert rows[["place", "name_as_printed", "capacity", "start_edtf", "end_edtf", "exit_status"]].values.tolist() == [
        ["w:4-9", "John Smith", S, "1948-09-09", "1953-03-03", "ended"],
        ["w:11-15", "Mary Jones", S, "1953-03-03", "1955-05-05", "ended"],
        ["w:17-19", "Mary Jones", S, "1956-06-06", "1957-07-07", "ended"],
        ["w:26-31", "Bob Brown", A, "1957-08-08", "", "in_office"],
    ]
    assert list(refused["reason"]) == ["column heads", "the office is printed as vacant, which is no office holder"]


def test_read_list_wiki_table_cut_off_in_its_last_row_leaves_that_row_out():
    rows_printed = "| 1 || [[Kim Il]] || 9 September 1948 – 3 March 1953 || a note\n|-\n"
    table = "{| class=\"wikitable\"\n! No. !! Name !! Term !! Remarks\n|-\n" + rows_printed + "| 2 || Nam Il || 3 March 1953 – 3 March 1959"
    rows, refused = terms.read_list(table)
    assert list(rows["name_as_printed"]) == ["Kim Il"] and "cut off" in refused["reason"].iloc[-1]
    assert len(terms.read_list(table + " ||\n|}")[0]) == 2


def test_read_list_values_in_words_parted_by_semicolons():
    heads = "Имя;Вступление в должность;Окончание\n"
    body = "Рыков Алексей;30 мая 1924;17 января 1928\nСмирнов Иван;2 июля 1923 г.;12 ноября 1927 г.\nи. о. Кудрявцев Геннадий;июнь 1989;\n"
    rows, _ = terms.read_list(heads + body)
    assert rows[["name_as_printed", "capacity", "start_edtf", "end_edtf"]].values.tolist() == [
        ["Рыков Алексей", S, "1924-05-30", "1928-01-17"], ["Смирнов Иван", S, "1923-07-02", "1927-11-12"], ["Кудрявцев Геннадий", A, "1989-06", ""],
    ]


def test_read_list_values_with_heads_and_quotes():
    rows, refused = terms.read_list('name,start,end,notes\n"Pak, Hon-yong",1948-09-09,1953-03-03,x\nNam Il,1953-03,,"a, b"\n')
    assert rows[["name_as_printed", "start_edtf", "end_edtf", "exit_status"]].values.tolist() == [
        ["Pak, Hon-yong", "1948-09-09", "1953-03-03", "ended"],
        ["Nam Il", "1953-03", "", "unknown"],
    ]
    assert list(refused["reason"]) == ["column heads"]


def test_read_list_row_whose_name_may_stand_above_is_refused():
    text = "Name | Note | From | To\nA B | x | 1948 | 1950\nC D | 1950 | 1952"
    rows, refused = terms.read_list(text)
    assert list(rows["name_as_printed"]) == ["A B"]
    assert "do not fit the heads" in refused["reason"].iloc[-1]


def test_read_list_row_with_its_own_name_takes_what_lies_before_it_from_above():
    rows, _ = terms.read_list("No | Office | Name | From | To\n1 | Posts | A B | 1948 | 1950\nC D | 1950 | 1952")
    assert rows[["name_as_printed", "start_edtf", "end_edtf"]].values.tolist() == [["A B", "1948", "1950"], ["C D", "1950", "1952"]]


def test_read_list_bounds_are_iso_days():
    rows, _ = terms.read_list("Pak Il-u: March 1953 - November 28, 1955\nJu Yong Il: January 17, 2021 ~ Present\n")
    assert rows[["start_earliest", "start_latest", "end_earliest", "end_latest"]].values.tolist() == [
        ["1953-03-01", "1953-03-31", "1955-11-28", "1955-11-28"],
        ["2021-01-17", "2021-01-17", "", ""],
    ]


def test_read_list_nothing_to_read_gives_empty_frames():
    rows, refused = terms.read_list(" \n\n")
    assert rows.empty and refused.empty and "start_earliest" in rows


def test_render_list_table_and_csv_say_the_same():
    rows, refused = terms.read_list("박헌영 1948년 9월 9일 ~ 1953년\nHeading\n", where="f")
    table, table_csv = terms.render_list(rows, refused), terms.render_list(rows, refused, "csv")
    assert table.startswith("1 term read, 1 line refused.") and "1953-01-01 to 1953-12-31" in table and "f:2  Heading" in table
    assert table_csv.splitlines()[1].startswith("yes,f:1,1,박헌영,박헌영,,substantive,1948-09-09,1953,ended")
    assert table_csv.splitlines()[2].startswith("no,f:2,") and table_csv.endswith("were found\n")


PIECES = st.sampled_from(
    ["Kim Il", "박헌영", "朴憲永", "John Smith", "9 September 1948", "1948", "1953-03", "March", "May", "3", "19", "1948年9月9日", "昭和23年", "~", "–", "-", "?", "to", "bis", "seit"]
    + ["(", ")", ",", ";", ":", "|", "||", "\t", "\n", "Present", "acting", "서리", "1.", "#", "[1]", "[[", "]]", "{{", "}}", "<ref>", "&", "/", "부터", "至", "c.", "before", "or"]
)


@given(st.one_of(st.lists(PIECES, max_size=14).map(" ".join), st.lists(PIECES, max_size=14).map("".join), st.text(max_size=40)))
@settings(max_examples=400, deadline=None, derandomize=True)
def test_read_entry_any_text_is_read_or_refused(text):
    try:
        found = terms.read_entry(text, where="x:1")
    except TermError as error:
        assert str(error).startswith("x:1: ")
        return
    assert found and all(segment.name_as_printed and (segment.start_edtf or segment.end_edtf) for segment in found)


@given(st.lists(st.one_of(st.lists(PIECES, max_size=8).map(" ".join), st.text(max_size=20)), max_size=6).map("\n".join))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_read_list_any_text_is_read_or_refused(text):
    rows, refused = terms.read_list(text, where="x")
    assert terms.render_list(rows, refused).endswith("\n")


ENGLISH = "January February March April May June July August September October November December".split()
GERMAN = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
NOTATIONS = [
    lambda day: f"{day.day} {ENGLISH[day.month - 1]} {day.year}",
    lambda day: f"{ENGLISH[day.month - 1]} {day.day}, {day.year}",
    lambda day: f"{day.day}. {GERMAN[day.month - 1]} {day.year}",
    lambda day: f"{day.year}년 {day.month}월 {day.day}일",
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day.year}. {day.month}. {day.day}.",
    lambda day: f"{day.day}.{day.month}.{day.year}",
    lambda day: day.isoformat(),
]
LAYOUTS = ["{name}: {start} {sign} {end}", "- {name} ({start} {sign} {end})", "{start} {sign} {end} {name}", "{name} {start}{sign}{end}", "| 1 | {name} | {start} | {end} |"]
DAYS = st.dates(date(1873, 1, 1), date(2025, 12, 31))
LENGTHS = st.integers(0, 15000)


@given(DAYS, LENGTHS, st.sampled_from(NOTATIONS), st.sampled_from(LAYOUTS), st.sampled_from("~–—～〜"), st.sampled_from(["Kim Il-u", "Jean de Mas", "박일우", "朴一禹"]))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_read_entry_gives_back_an_entry_that_was_written(start, length, notation, layout, sign, name):
    end = start + timedelta(days=length)
    (segment,) = terms.read_entry(layout.format(name=name, start=notation(start), end=notation(end), sign=sign))
    assert (segment.name_as_printed, segment.start_edtf, segment.end_edtf) == (name, start.isoformat(), end.isoformat())


def test_main_read_terms_prints_the_list_and_says_by_its_status_whether_a_term_was_read(tmp_path, capsys):
    file = tmp_path / "list.txt"
    file.write_bytes("\ufeffPak Hon-yong 1948–1953\nNam Il\n".encode())
    assert main_read_terms(str(file), format="csv") == 0
    assert "yes,list.txt:1,1,Pak Hon-yong" in capsys.readouterr().out
    file.write_text("Nam Il\n")
    assert main_read_terms(str(file)) == 1


def test_main_read_terms_refuses_a_file_that_is_missing_or_no_text(tmp_path):
    with pytest.raises(DataError, match="none.txt cannot be read: No such file.*Give the path"):
        main_read_terms(str(tmp_path / "none.txt"))
    (tmp_path / "bad.txt").write_bytes(b"\xff\xfe1948")
    with pytest.raises(DataError, match="bad.txt is not UTF-8 text .byte 0.. Save it as UTF-8"):
        main_read_terms(str(tmp_path / "bad.txt"))


def test_recorded_entries_of_both_ministries_give_the_known_terms():
    raw = pd.read_csv(paths.DATA / "raw" / "terms.csv", dtype=str, keep_default_na=False)
    found = terms.segments(raw[raw["ministry_id"].isin(["posts", "foreign"])])
    counts = found.groupby("ministry_id")["name_as_printed"].agg(["size", "nunique"])
    assert counts.loc["posts"].tolist() == [20, 15] and counts.loc["foreign"].tolist() == [12, 12]
    assert found.loc[found["capacity"] == "acting", "name_as_printed"].tolist() == ["Kang Sok-ju"]
    assert found.loc[found["exit_status"] != "ended", ["spell_id", "exit_status"]].values.tolist() == [
        ["foreign-77-1", "in_office"], ["posts-27-1", "unknown"], ["posts-32-4", "unknown"], ["posts-33-1", "unknown"], ["posts-40-1", "in_office"],
    ]


def test_dates_joined_by_or_make_one_set_and_an_open_one_among_them_is_refused():
    assert [s.end_edtf for s in terms.read_entry("Kim Il 1950 ~ 1951 or 1952 or 1953")] == ["[1951,1952,1953]"]
    with pytest.raises(TermError, match="list:3.*itself open"):
        terms.read_entry("Kim Il 1950 or after 1952 ~ 1960", where="list:3")
