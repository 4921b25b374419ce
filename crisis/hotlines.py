"""Crisis lines as plain data, in English and Spanish; imports nothing of ours and needs nothing to work."""

from __future__ import annotations

from dataclasses import dataclass

LANGUAGES = ("en", "es")


@dataclass(frozen=True, slots=True)
class Words:
    """One text in the site's two languages."""

    en: str
    es: str

    def of(self, language: str) -> str:
        """The text in a language code; English for a language that is not here."""
        return self.es if language == "es" else self.en


@dataclass(frozen=True, slots=True)
class Contact:
    """One way to reach a line: a link (`tel:`, `sms:` or `https:`), the words that show it, and a hint."""

    href: str
    label: Words
    hint: Words = Words("", "")


@dataclass(frozen=True, slots=True)
class Hotline:
    """A crisis line. `vouched_on` is the last date (ISO 8601) with evidence that the entry was right; it is no check of ours."""

    key: str
    name: Words
    need: Words
    about: Words
    contacts: tuple[Contact, ...]
    vouched_on: str


def _call(number: str, href: str = "", hint: Words = Words("", "")) -> Contact:
    digits = "".join(character for character in number if character.isdigit())
    link = href or (f"tel:{digits}" if len(digits) < 7 else f"tel:+{digits}")
    return Contact(link, Words(number, number), hint)


EMERGENCY = Contact("tel:911", Words("call 911", "llame al 911"))

CALL_988 = Contact("tel:988", Words("Call 988", "Llamar al 988"), Words("Para español, oprima 2", "Para español, oprima 2"))
TEXT_988 = Contact("sms:988", Words("Text 988", "Texto al 988"), Words("Spanish: text AYUDA", "Envíe la palabra AYUDA"))
CHAT_988 = Contact("https://988lifeline.org/chat/", Words("Chat online", "Chat en línea"), Words("Opens 988lifeline.org", "Abre 988lifeline.org"))

LIFELINE = Hotline(
    key="988",
    name=Words("988 Suicide & Crisis Lifeline", "Línea 988 de Prevención del Suicidio y Crisis"),
    need=Words("A suicidal crisis or emotional distress", "Una crisis suicida o malestar emocional"),
    about=Words("Free, day and night, by call, text or chat", "Gratis, de día y de noche, por llamada, texto o chat"),
    contacts=(CALL_988, TEXT_988, CHAT_988),
    vouched_on="2026-09-14",
)

OTHER_LINES: tuple[Hotline, ...] = (
    Hotline(
        "spanish",
        Words("988 in Spanish", "988 en español"),
        Words("Spanish", "En español"),
        Words("Call 988 and press 2, or text AYUDA to 988", "Llame al 988 y oprima 2, o envíe AYUDA al 988"),
        (
            Contact("tel:988", Words("988, then 2", "988, luego 2")),
            Contact("sms:988", Words("Text AYUDA to 988", "Envíe AYUDA al 988")),
        ),
        "2026-09-14",
    ),
    Hotline(
        "veterans",
        Words("Veterans Crisis Line", "Línea de Crisis para Veteranos"),
        Words("Veterans and service members", "Veteranos y militares"),
        Words(
            "Veterans Crisis Line, day and night. You do not need to be enrolled in VA care.",
            "Línea de Crisis para Veteranos, de día y de noche. No hace falta recibir atención del VA.",
        ),
        (
            Contact("tel:988", Words("988, then 1", "988, luego 1")),
            Contact("sms:838255", Words("Text 838255", "Texto al 838255")),
        ),
        "2026-09-14",
    ),
    Hotline(
        "deaf",
        Words("988 in American Sign Language", "988 en lengua de señas americana"),
        Words("Deaf or hard of hearing", "Personas sordas o con dificultades auditivas"),
        Words(
            "Call 988 by videophone to sign in ASL. With a TTY, use your relay service or dial 711, then 988.",
            "Llame al 988 por videoteléfono para usar ASL. Con TTY, use su servicio de retransmisión o marque 711 y luego 988.",
        ),
        (Contact("https://988lifeline.org/", Words("ASL link at 988lifeline.org", "Enlace en ASL en 988lifeline.org")),),
        "2026-09-14",
    ),
    Hotline(
        "crisis-text-line",
        Words("Crisis Text Line", "Crisis Text Line"),
        Words("You would rather text", "Prefiere escribir"),
        Words(
            "Crisis Text Line, day and night. The first replies are automatic, then a trained volunteer writes back.",
            "Crisis Text Line, de día y de noche. Las primeras respuestas son automáticas; luego escribe una persona voluntaria capacitada.",
        ),
        (Contact("sms:741741", Words("Text HOME to 741741", "Envíe AYUDA al 741741")),),
        "2026-09-14",
    ),
    Hotline(
        "domestic-violence",
        Words("National Domestic Violence Hotline", "Línea Nacional contra la Violencia Doméstica"),
        Words("Harm or fear at home", "Daño o miedo en casa"),
        Words(
            "National Domestic Violence Hotline, day and night. They first ask whether you can talk without being heard. "
            "They cannot send help to you: in danger, call 911.",
            "Línea Nacional contra la Violencia Doméstica, de día y de noche. Primero preguntan si puede hablar sin que le escuchen. "
            "No pueden enviarle ayuda: si hay peligro, llame al 911.",
        ),
        (
            _call("1-800-799-7233"),
            Contact("sms:88788", Words("Text START to 88788", "Envíe START al 88788")),
        ),
        "2026-09-14",
    ),
    Hotline(
        "sexual-assault",
        Words("National Sexual Assault Hotline (RAINN)", "Línea Nacional de Agresión Sexual (RAINN)"),
        Words("Sexual assault, recent or long ago", "Agresión sexual, reciente o pasada"),
        Words(
            "National Sexual Assault Hotline (RAINN), day and night. You decide what to talk about.",
            "Línea Nacional de Agresión Sexual (RAINN), de día y de noche. Usted decide de qué hablar.",
        ),
        (
            _call("1-800-656-4673"),
            Contact("sms:64673", Words("Text HOPE to 64673", "Envíe HOPE al 64673")),
        ),
        "2026-09-14",
    ),
    Hotline(
        "lgbtq-young",
        Words("The Trevor Project", "The Trevor Project"),
        Words("LGBTQ+ young people", "Jóvenes LGBTQ+"),
        Words("The Trevor Project, ages 13 to 24, day and night", "The Trevor Project, de 13 a 24 años, de día y de noche"),
        (
            _call("1-866-488-7386"),
            Contact("sms:678678", Words("Text START to 678-678", "Envíe START al 678-678")),
        ),
        "2026-07-19",
    ),
    Hotline(
        "maternal",
        Words("National Maternal Mental Health Hotline", "Línea Nacional de Salud Mental Materna"),
        Words("Pregnancy and new parents", "Embarazo, madres y padres recientes"),
        Words(
            "National Maternal Mental Health Hotline, day and night, for support. In a suicidal crisis, contact 988.",
            "Línea Nacional de Salud Mental Materna, de día y de noche, para recibir apoyo. En una crisis suicida, acuda al 988.",
        ),
        (_call("1-833-852-6262", hint=Words("Call or text", "Llame o envíe un texto")),),
        "2025",
    ),
    Hotline(
        "substance-use",
        Words("SAMHSA National Helpline", "Línea Nacional de SAMHSA"),
        Words("Finding treatment for drugs, alcohol or mental health", "Buscar tratamiento por drogas, alcohol o salud mental"),
        Words(
            "SAMHSA National Helpline, day and night. It gives referrals and information, not counseling.",
            "Línea Nacional de SAMHSA, de día y de noche. Da referencias e información, no consejería.",
        ),
        (_call("1-800-662-4357"),),
        "2026-09-14",
    ),
)
