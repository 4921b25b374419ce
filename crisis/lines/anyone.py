"""Lines for anyone, for veterans, for parents to be, for local help, and the way to lines of other countries."""

from crisis.hotlines import DAY_AND_NIGHT, FREE, KNOWN, NOTED, OWN_PAGE, Entry, Words

LINES: tuple[Entry, ...] = (
    Entry(
        key="crisis-text-line",
        need="right-now",
        name=Words("Crisis Text Line", "Crisis Text Line (línea de crisis por texto)"),
        who=Words(
            "For anyone in the US, in any kind of crisis, who would rather text.",
            "Para cualquier persona en Estados Unidos, en cualquier tipo de crisis, que prefiera escribir.",
        ),
        text="741741",
        text_word=Words("HOME", "AYUDA"),
        website="https://www.crisistextline.org",
        hours=DAY_AND_NIGHT,
        languages=Words("English and Spanish. For Spanish, text AYUDA.", "Inglés y español. Para español, envíe AYUDA."),
        cost=Words("Free. Some carriers charge their usual message rates.", "Gratis. Algunas compañías cobran su tarifa normal de mensajes."),
        happens=Words(
            "The first replies are automatic. Then a trained volunteer writes back, often within minutes, later at busy times. Together you look "
            "for a calmer moment and a next step, often in about 45 minutes.",
            "Las primeras respuestas son automáticas. Luego escribe una persona voluntaria capacitada, a menudo en minutos, y tarda más cuando "
            "hay mucha gente. Con su ayuda se busca un momento de más calma y un paso siguiente, muchas veces en unos 45 minutos.",
        ),
        privacy=Words(
            "Confidential, with exceptions: if a life is in immediate danger or a child is abused, they may contact emergency or child "
            "protection services.",
            "Confidencial, con excepciones: si una vida corre peligro inmediato o hay abuso infantil, pueden avisar a emergencias o a los "
            "servicios de protección infantil.",
        ),
        note=Words(
            "Web chat, and WhatsApp in Spanish: see crisistextline.org.",
            "También hay chat en la web y WhatsApp en español: vea crisistextline.org.",
        ),
        vouched_on="2026-09-14",
        vouched_by=NOTED,
    ),
    Entry(
        key="veterans",
        need="veterans",
        name=Words("Veterans Crisis Line", "Línea de Crisis para Veteranos"),
        who=Words(
            "For veterans, service members, National Guard and Reserve, and people who support them. You do not need to be enrolled in VA care.",
            "Para veteranos, militares en servicio, Guardia Nacional y Reserva, y quienes les apoyan. No hace falta recibir atención del VA.",
        ),
        call="988",
        call_press="1",
        text="838255",
        chat="https://www.veteranscrisisline.net/get-help-now/chat/",
        deaf=Words(
            "With a TTY, use your relay service, or dial 711, then 988, and press 1.",
            "Con TTY, use su servicio de retransmisión o marque 711, luego 988, y oprima 1.",
        ),
        hours=DAY_AND_NIGHT,
        cost=FREE,
        happens=Words(
            "A trained person answers. Many have served themselves.", "Responde una persona capacitada. Muchas han servido en las fuerzas armadas."
        ),
        privacy=Words("Confidential.", "Confidencial."),
        vouched_on="2026-09-14",
        vouched_by=NOTED,
    ),
    Entry(
        key="maternal",
        need="maternal",
        name=Words("National Maternal Mental Health Hotline", "Línea Nacional de Salud Mental Materna"),
        who=Words(
            "For pregnant people, new parents and people close to them.", "Para personas embarazadas, madres y padres recientes y sus seres queridos."
        ),
        call="1-833-852-6262",
        text="1-833-852-6262",
        website="https://mchb.hrsa.gov/national-maternal-mental-health-hotline",
        hours=DAY_AND_NIGHT,
        languages=Words("English and Spanish. Interpreters for 60 other languages.", "Inglés y español. Intérpretes de otros 60 idiomas."),
        cost=FREE,
        happens=Words(
            "A professional, such as a nurse, a clinician, a doula or a peer specialist, listens, informs and tells you where to turn.",
            "Una persona profesional, por ejemplo de enfermería, clínica, doula o especialista de apoyo entre pares, escucha, informa y le "
            "dice adónde acudir.",
        ),
        privacy=Words("Confidential.", "Confidencial."),
        note=Words(
            "This is support, not a crisis line. In a suicidal crisis contact 988, in danger 911.",
            "Da apoyo; no es una línea de crisis. En una crisis suicida acuda al 988; si hay peligro, al 911.",
        ),
        vouched_on="2025",
        vouched_by=OWN_PAGE,
    ),
    Entry(
        key="disaster",
        need="disaster",
        name=Words("Disaster Distress Helpline", "Línea de Ayuda en Casos de Desastre"),
        who=Words(
            "For anyone in the US and its territories in distress after a natural disaster or one caused by people.",
            "Para cualquier persona en Estados Unidos y sus territorios con angustia por un desastre natural o causado por personas.",
        ),
        call="1-800-985-5990",
        text="1-800-985-5990",
        website="https://www.samhsa.gov/find-help/disaster-distress-helpline",
        videophone="1-800-985-5990",
        deaf=Words("There is also an ASL Now link at samhsa.gov.", "También hay un enlace «ASL Now» en samhsa.gov."),
        hours=DAY_AND_NIGHT,
        languages=Words(
            "English and Spanish. For Spanish, press 2, or text and choose Spanish. More than 100 other languages by phone, with interpreters.",
            "Inglés y español. Para español, oprima 2, o envíe un texto y elija español. Más de 100 idiomas por teléfono, con intérpretes.",
        ),
        cost=FREE,
        privacy=Words("Confidential. You do not need to say who you are.", "Confidencial. No hace falta decir quién es."),
        vouched_on="2026-09-14",
        vouched_by=NOTED,
    ),
    Entry(
        key="211",
        need="local-help",
        name=Words("211", "211"),
        who=Words(
            "For anyone who needs local help with food, housing, bills or care.",
            "Para quien necesita ayuda local con comida, vivienda, pagos o atención.",
        ),
        call="211",
        website="https://www.211.org",
        hours=Words("Day and night in most areas", "De día y de noche en la mayoría de las zonas"),
        cost=FREE,
        note=Words("This is not a crisis line.", "No es una línea de crisis."),
        vouched_on="2025",
        vouched_by=KNOWN,
    ),
    Entry(
        key="find-a-helpline",
        need="outside-us",
        name=Words("Find a Helpline", "Find a Helpline (buscador de líneas de ayuda)"),
        who=Words(
            "A list of lines in more than 175 countries. The organizations confirm their own entries.",
            "Una lista de líneas en más de 175 países. Cada organización confirma sus propios datos.",
        ),
        website="https://findahelpline.com",
        vouched_on="2026-09-14",
        vouched_by=NOTED,
    ),
)
