"""Lines for people whom others harm: at home, in a relationship, as a child, by sexual violence."""

from crisis.hotlines import DAY_AND_NIGHT, ENGLISH_AND_SPANISH, FREE, NOTED, OWN_PAGE, Entry, Words

LINES: tuple[Entry, ...] = (
    Entry(
        key="ndvh",
        need="domestic-violence",
        name=Words("National Domestic Violence Hotline", "Línea Nacional contra la Violencia Doméstica"),
        who=Words(
            "For anyone a partner harms or frightens, for family and friends, and for people worried about their own behavior.",
            "Para quien vive daño o miedo por su pareja, para familiares y amistades, y para quien se preocupa por su propia conducta.",
        ),
        call="1-800-799-7233",
        text="88788",
        text_word=Words("START", "START"),
        chat="https://www.thehotline.org",
        videophone="1-855-812-1001",
        tty="1-800-787-3224",
        hours=DAY_AND_NIGHT,
        languages=Words(
            "English and Spanish. More than 200 languages by phone, with interpreters.",
            "Inglés y español. Más de 200 idiomas por teléfono, con intérpretes.",
        ),
        cost=FREE,
        happens=Words(
            "An advocate first asks whether you can talk without being heard. They listen, help you plan for safety, explain choices, and "
            "look for shelter and legal help near you. They cannot send help to you: in danger, call 911.",
            "Primero preguntan si puede hablar sin que le escuchen. Escuchan, ayudan a planear su seguridad, explican las opciones y buscan "
            "refugio y ayuda legal cerca de usted. No pueden enviarle ayuda: si hay peligro, llame al 911.",
        ),
        privacy=Words(
            "Confidential. Phone and internet use can be watched and cannot be erased completely.",
            "Confidencial. El uso del teléfono y de internet se puede vigilar y no se puede borrar del todo.",
        ),
        note=Words(
            "The site also has an automated chat named Ruth. To reach a person, ask for a live advocate.",
            "El sitio también tiene un chat automático llamado Ruth. Para hablar con una persona, pida un «live advocate».",
        ),
        vouched_on="2026-09-14",
        vouched_by=NOTED,
    ),
    Entry(
        key="stronghearts",
        need="domestic-violence",
        name=Words("StrongHearts Native Helpline", "StrongHearts Native Helpline"),
        who=Words(
            "For Native Americans and Alaska Natives affected by domestic or sexual violence.",
            "Para personas indígenas de Estados Unidos y nativas de Alaska afectadas por violencia doméstica o sexual.",
        ),
        call="1-844-762-8483",
        chat="https://strongheartshelpline.org",
        hours=DAY_AND_NIGHT,
        cost=FREE,
        privacy=Words("Confidential and anonymous.", "Confidencial y anónima."),
        vouched_on="2026-09-14",
        vouched_by=NOTED,
    ),
    Entry(
        key="rainn",
        need="sexual-assault",
        name=Words("National Sexual Assault Hotline (RAINN)", "Línea Nacional de Agresión Sexual (RAINN)"),
        who=Words(
            "For survivors of sexual violence, recent or long ago, and for people who support them.",
            "Para sobrevivientes de violencia sexual, reciente o pasada, y para quienes les apoyan.",
        ),
        call="1-800-656-4673",
        text="64673",
        text_word=Words("HOPE", "HOPE"),
        chat="https://hotline.rainn.org/online",
        chat_es="https://hotline.rainn.org/es",
        website="https://rainn.org",
        hours=DAY_AND_NIGHT,
        languages=ENGLISH_AND_SPANISH,
        cost=FREE,
        happens=Words(
            "You reach a trained person, often at a local center. You decide what to talk about. They can explain medical care and reporting "
            "and leave the choice to you.",
            "Responde una persona capacitada, a menudo de un centro local. Usted decide de qué hablar. Pueden explicarle la atención médica y "
            "la denuncia, y la decisión es suya.",
        ),
        privacy=Words("Confidential. Ask about the limits if you are under 18.", "Confidencial. Pregunte por los límites si tiene menos de 18 años."),
        vouched_on="2026-09-14",
        vouched_by=NOTED,
    ),
    Entry(
        key="childhelp",
        need="young-people",
        name=Words("Childhelp National Child Abuse Hotline", "Línea Nacional contra el Abuso Infantil (Childhelp)"),
        who=Words(
            "For children, parents and anyone worried about abuse or neglect of a child, in the US, its territories and Canada.",
            "Para niños, niñas, madres, padres y quien se preocupe por abuso o negligencia infantil, en Estados Unidos, sus territorios y Canadá.",
        ),
        call="1-800-422-4453",
        text="1-800-422-4453",
        chat="https://childhelphotline.org",
        hours=DAY_AND_NIGHT,
        languages=Words("More than 170 languages by phone, with interpreters", "Más de 170 idiomas por teléfono, con intérpretes"),
        cost=FREE,
        happens=Words(
            "A counselor listens and explains how to report and where to find help. It is not itself the place to report, nor an emergency service.",
            "Una persona consejera escucha y explica cómo denunciar y dónde hallar ayuda. No es el lugar donde se denuncia ni un servicio de "
            "emergencia.",
        ),
        privacy=Words(
            "If you say who the child being harmed is, or that someone means to act on thoughts of suicide, they may tell the authorities.",
            "Si dice quién es el niño o la niña que recibe daño, o que alguien piensa actuar según ideas de suicidio, pueden avisar.",
        ),
        vouched_on="2025",
        vouched_by=OWN_PAGE,
    ),
    Entry(
        key="love-is-respect",
        need="young-people",
        name=Words("love is respect", "love is respect"),
        who=Words(
            "For teens and young adults with questions about dating: whether it harms them, and what a good relationship is.",
            "Para adolescentes y jóvenes con preguntas sobre el noviazgo: si les hace daño y qué es una relación sana.",
        ),
        call="1-866-331-9474",
        text="22522",
        text_word=Words("LOVEIS", "LOVEIS"),
        chat="https://www.loveisrespect.org",
        hours=DAY_AND_NIGHT,
        cost=FREE,
        vouched_on="2026-09-14",
        vouched_by=NOTED,
    ),
)
