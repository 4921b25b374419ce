"""What a line is, and 988 and 911, which nobody can switch off: plain data in two languages that needs nothing to work."""

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


NOTHING = Words("", "")


@dataclass(frozen=True, slots=True)
class Contact:
    """One way to reach a line: a link (`tel:`, `sms:` or `https:`), the words that show it, and a hint."""

    href: str
    label: Words
    hint: Words = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the directory. Numbers are written as people dial them; texts are empty where nothing is known.

    `vouched_on` is the last date (ISO 8601, or a year) with evidence that the entry was right, which is no check of ours;
    `verified_on` is the day on which one of the staff checked it (ISO 8601), empty when nobody has.
    """

    key: str
    need: str
    name: Words
    who: Words
    call: str = ""
    call_press: str = ""
    text: str = ""
    text_word: Words = NOTHING
    chat: str = ""
    chat_es: str = ""
    website: str = ""
    videophone: str = ""
    tty: str = ""
    deaf: Words = NOTHING
    hours: Words = NOTHING
    languages: Words = NOTHING
    cost: Words = NOTHING
    happens: Words = NOTHING
    privacy: Words = NOTHING
    note: Words = NOTHING
    vouched_on: str = ""
    vouched_by: str = ""
    verified_on: str = ""
    position: int = 0

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """The ways to reach it that are links; each says its number, the word to send, or the site that it opens."""
        found = []
        if self.call:
            then = (f", then press {self.call_press}", f" y oprima {self.call_press}") if self.call_press else ("", "")
            found.append(Contact(f"tel:{dialed(self.call)}", Words(f"Call {self.call}{then[0]}", f"Llame al {self.call}{then[1]}")))
        if self.text:
            label = Words(f"Text {self.text}", f"Escriba al {self.text}")
            if self.text_word.en:
                label = Words(f"Text {self.text_word.en} to {self.text}", f"Envíe {self.text_word.es} al {self.text}")
            found.append(Contact(f"sms:{dialed(self.text)}", label))
        if self.chat:
            found.append(Contact(self.chat, Words(f"Chat at {host(self.chat)}", f"Chat en {host(self.chat)}")))
        if self.chat_es:
            found.append(Contact(self.chat_es, Words(f"Chat in Spanish at {host(self.chat_es)}", f"Chat en español en {host(self.chat_es)}")))
        if self.website and not f".{host(self.chat)}".endswith(f".{host(self.website)}"):
            found.append(Contact(self.website, Words(f"Open {host(self.website)}", f"Abrir {host(self.website)}")))
        return tuple(found)


def dialed(number: str) -> str:
    """The digits behind `tel:` and `sms:`: a short number as it is, a US number with +1, any other with the + that it has."""
    digits = "".join(character for character in number if character.isdigit())
    if len(digits) < 7:
        return digits
    return f"+1{digits}" if len(digits) == 10 and not number.startswith("+") else f"+{digits}"


def host(address: str) -> str:
    """The name of the site that an address opens, without www."""
    return address.partition("://")[2].partition("/")[0].removeprefix("www.")


DAY_AND_NIGHT = Words("Day and night, every day", "De día y de noche, todos los días")
FREE = Words("Free", "Gratis")
ENGLISH_AND_SPANISH = Words("English and Spanish", "Inglés y español")
OWN_PAGE = "The organization's own page"
NOTED = "A dated public note that quotes the organization's own page"
KNOWN = "Well known for years, not looked up"

EMERGENCY = Contact("tel:911", Words("call 911", "llame al 911"))

CALL_988 = Contact("tel:988", Words("Call 988", "Llamar al 988"), Words("Para español, oprima 2", "Para español, oprima 2"))
TEXT_988 = Contact("sms:988", Words("Text 988", "Texto al 988"), Words("Spanish: text AYUDA", "Envíe la palabra AYUDA"))
CHAT_988 = Contact("https://988lifeline.org/chat/", Words("Chat online", "Chat en línea"), Words("Opens 988lifeline.org", "Abre 988lifeline.org"))

# What stands on the page whatever staff keep in the database.
ALWAYS: tuple[Entry, ...] = (
    Entry(
        key="988",
        need="right-now",
        name=Words("988 Suicide & Crisis Lifeline", "Línea 988 de Prevención del Suicidio y Crisis"),
        who=Words(
            "For anyone in the US and its territories who is in distress, thinks about suicide, worries about alcohol or drugs, "
            "or worries about someone else. You do not have to be suicidal.",
            "Para cualquier persona en Estados Unidos y sus territorios que siente angustia, piensa en el suicidio, está preocupada "
            "por el alcohol o las drogas, o por otra persona. No hace falta estar pensando en el suicidio.",
        ),
        call="988",
        text="988",
        chat="https://988lifeline.org/chat/",
        hours=DAY_AND_NIGHT,
        languages=Words(
            "English and Spanish by call, text and chat. Interpreters for more than 240 languages by phone.",
            "Inglés y español por llamada, texto y chat. Intérpretes de más de 240 idiomas por teléfono.",
        ),
        cost=Words(
            "Free. Your phone or data plan's usual charges may apply.",
            "Gratis. Puede haber cargos normales de su plan de teléfono o de datos.",
        ),
        privacy=Words(
            "Confidential. You do not have to give your name. Many mobile carriers route a call by your general area, not by your exact place.",
            "Confidencial. No tiene que dar su nombre. Muchas compañías de celular dirigen la llamada por su zona general, no por su lugar exacto.",
        ),
        vouched_on="2026-09-14",
        vouched_by=OWN_PAGE,
    ),
    Entry(
        key="911",
        need="right-now",
        name=Words("911, emergency services", "911, servicios de emergencia"),
        who=Words(
            "When a life is in danger now: a suicide attempt, an overdose, a serious injury, violence, or someone who cannot be kept safe.",
            "Cuando una vida corre peligro ahora: un intento de suicidio, una sobredosis, una herida grave, violencia, "
            "o alguien a quien no se puede mantener a salvo.",
        ),
        call="911",
        deaf=Words(
            "Call by relay, videophone or TTY, or text 911 where that works.",
            "Llame por retransmisión, videoteléfono o TTY, o envíe un texto al 911 donde funcione.",
        ),
        hours=DAY_AND_NIGHT,
        cost=Words(
            "The call is free. An ambulance or hospital may send a bill.",
            "La llamada es gratis. La ambulancia o el hospital pueden enviar una factura.",
        ),
        happens=Words(
            "You can say that it is a mental health emergency. You can ask for an officer with crisis intervention training (CIT) or for a "
            "mobile crisis team. Stay with the person if it is safe for you. You can also go to the nearest emergency room.",
            "Puede decir que es una emergencia de salud mental. Puede pedir un agente con formación en intervención en crisis (CIT) o un "
            "equipo móvil de crisis. Quédese con la persona si no hay peligro para usted. También puede ir a la sala de emergencias más cercana.",
        ),
        note=Words(
            "Text to 911 works in many areas, not in all. Call if you can. If it does not work, a message tells you so.",
            "Los textos al 911 funcionan en muchas zonas, no en todas. Llame si puede. Si no funcionan, recibe un mensaje que lo dice.",
        ),
        vouched_on="2025",
        vouched_by=KNOWN,
    ),
    Entry(
        key="988-spanish",
        need="spanish",
        name=Words("988 in Spanish", "988 en español"),
        who=Words("For anyone who would rather speak or write Spanish.", "Para quien prefiere hablar o escribir en español."),
        call="988",
        call_press="2",
        text="988",
        text_word=Words("AYUDA", "AYUDA"),
        chat_es="https://988lifeline.org/",
        hours=DAY_AND_NIGHT,
        cost=FREE,
        vouched_on="2026-09-14",
        vouched_by=NOTED,
    ),
    Entry(
        key="988-deaf",
        need="deaf",
        name=Words("988 in American Sign Language", "988 en lengua de señas americana"),
        who=Words(
            "For people who are Deaf, hard of hearing or have a hearing loss.",
            "Para personas sordas, con dificultades auditivas o con pérdida de audición.",
        ),
        website="https://988lifeline.org/",
        videophone="988",
        deaf=Words(
            "You can also start from the page for Deaf people on 988lifeline.org. With a TTY, use your relay service or dial 711, then 988.",
            "También puede empezar desde la página para personas sordas de 988lifeline.org. Con TTY, use su servicio de retransmisión o "
            "marque 711 y luego 988.",
        ),
        hours=DAY_AND_NIGHT,
        languages=Words("American Sign Language (ASL)", "Lengua de señas americana (ASL)"),
        cost=FREE,
        vouched_on="2026-09-14",
        vouched_by=NOTED,
    ),
)
