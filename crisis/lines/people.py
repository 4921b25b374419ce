"""Lines for LGBTQ+ people, older people, and people with questions of treatment, poisoning or eating."""

from crisis.hotlines import DAY_AND_NIGHT, FREE, KNOWN, NOTED, Entry, Words

LINES: tuple[Entry, ...] = (
    Entry(
        key="trevor",
        need="lgbtq",
        name=Words("The Trevor Project", "The Trevor Project"),
        who=Words(
            "For LGBTQ+ young people, ages 13 to 24, in crisis or wanting to talk.",
            "Para jóvenes LGBTQ+, de 13 a 24 años, en crisis o con necesidad de hablar.",
        ),
        call="1-866-488-7386",
        text="678-678",
        text_word=Words("START", "START"),
        chat="https://www.thetrevorproject.org/get-help/",
        hours=DAY_AND_NIGHT,
        cost=FREE,
        privacy=Words(
            "Confidential. You can ask the counselor when they would contact emergency services.",
            "Confidencial. Puede preguntar cuándo avisarían a los servicios de emergencia.",
        ),
        vouched_on="2026-07-19",
        vouched_by=NOTED,
    ),
    Entry(
        key="trans-lifeline",
        need="lgbtq",
        name=Words("Trans Lifeline", "Trans Lifeline"),
        who=Words(
            "For trans and questioning people who want to talk with a trans peer, in crisis or not.",
            "Para personas trans o que se cuestionan su género y quieren hablar con otra persona trans, en crisis o no.",
        ),
        call="1-877-565-8860",
        website="https://translifeline.org",
        hours=Words("Limited hours, see translifeline.org", "Horario limitado, vea translifeline.org"),
        languages=Words("English. Spanish is offered; check the hours.", "Inglés. También hay español; consulte el horario."),
        cost=FREE,
        privacy=Words(
            "It states that it does not call emergency services or the police without your consent.",
            "Declara que no llama a emergencias ni a la policía sin su consentimiento.",
        ),
        vouched_on="2026-07-19",
        vouched_by=NOTED,
    ),
    Entry(
        key="lgbt-national",
        need="lgbtq",
        name=Words("LGBT National Help Center", "LGBT National Help Center"),
        who=Words(
            "For LGBTQ+ people of all ages who want support from peers.", "Para personas LGBTQ+ de todas las edades que quieren apoyo de pares."
        ),
        call="1-888-843-4564",
        website="https://lgbthotline.org",
        hours=Words("Limited hours, Monday to Saturday; see lgbthotline.org", "Horario limitado, de lunes a sábado; vea lgbthotline.org"),
        cost=FREE,
        note=Words("This is not a crisis line.", "No es una línea de crisis."),
        vouched_on="2026-07-19",
        vouched_by=NOTED,
    ),
    Entry(
        key="samhsa",
        need="substance-use",
        name=Words("SAMHSA National Helpline", "Línea Nacional de SAMHSA"),
        who=Words(
            "For people and families who look for treatment or support groups, for mental health, alcohol or drugs.",
            "Para personas y familias que buscan tratamiento o grupos de apoyo, por salud mental, alcohol o drogas.",
        ),
        call="1-800-662-4357",
        text="435748",
        text_word=Words("your ZIP code", "su código postal"),
        website="https://www.samhsa.gov/find-help/helplines/national-helpline",
        tty="1-800-487-4889",
        hours=DAY_AND_NIGHT,
        languages=Words("English and Spanish by phone. Texts in English.", "Inglés y español por teléfono. Textos en inglés."),
        cost=FREE,
        happens=Words(
            "It tells you where to turn, also at low cost or paid by the state. It does not give counseling.",
            "Le dice adónde acudir, también a bajo costo o con pago del estado. No da consejería.",
        ),
        privacy=Words("Confidential. They may ask for your ZIP code.", "Confidencial. Pueden preguntar su código postal."),
        note=Words("You can also search by yourself at findtreatment.gov.", "También puede buscar por su cuenta en findtreatment.gov."),
        vouched_on="2026-09-14",
        vouched_by=NOTED,
    ),
    Entry(
        key="eldercare",
        need="older-people",
        name=Words("Eldercare Locator", "Localizador de Servicios para Personas Mayores (Eldercare Locator)"),
        who=Words(
            "For older people and caregivers who look for local help, including adult protective services.",
            "Para personas mayores y cuidadores que buscan ayuda local, incluidos los servicios de protección de adultos.",
        ),
        call="1-800-677-1116",
        website="https://eldercare.acl.gov",
        hours=Words(
            "Weekdays in business hours (Eastern); see eldercare.acl.gov", "De lunes a viernes en horas de oficina (del Este); vea eldercare.acl.gov"
        ),
        cost=FREE,
        note=Words(
            "This is not a crisis line. If someone is being harmed now, call 911.",
            "No es una línea de crisis. Si alguien está recibiendo daño ahora, llame al 911.",
        ),
        vouched_on="2024-05-28",
        vouched_by="Repeated in many public documents, one reviewed on this day",
    ),
    Entry(
        key="poison",
        need="poison",
        name=Words("Poison Help", "Poison Help (ayuda en caso de intoxicación)"),
        who=Words(
            "For a possible poisoning or overdose, by accident or on purpose, when the person is awake and stable.",
            "Para una posible intoxicación o sobredosis, accidental o no, cuando la persona está despierta y estable.",
        ),
        call="1-800-222-1222",
        website="https://www.poisonhelp.org",
        hours=DAY_AND_NIGHT,
        languages=Words("More than 160 languages, with interpreters", "Más de 160 idiomas, con intérpretes"),
        cost=FREE,
        privacy=Words("Confidential.", "Confidencial."),
        vouched_on="2025",
        vouched_by=KNOWN,
    ),
    Entry(
        key="eating-alliance",
        need="eating",
        name=Words("National Alliance for Eating Disorders", "National Alliance for Eating Disorders"),
        who=Words(
            "For people with an eating disorder and people close to them.", "Para personas con un trastorno de la alimentación y sus seres queridos."
        ),
        website="https://www.allianceforeatingdisorders.com",
        hours=Words("Weekdays; see the site for the number and the hours", "De lunes a viernes; vea el número y el horario en el sitio"),
        vouched_on="2023",
        vouched_by="Named in public pages; number and hours were not confirmed",
    ),
    Entry(
        key="anad",
        need="eating",
        name=Words("ANAD Eating Disorder Helpline", "ANAD Eating Disorder Helpline"),
        who=Words(
            "For people with an eating disorder and people close to them.", "Para personas con un trastorno de la alimentación y sus seres queridos."
        ),
        website="https://anad.org/eating-disorder-helpline/",
        hours=Words("Weekdays; see the site for the number and the hours", "De lunes a viernes; vea el número y el horario en el sitio"),
        vouched_on="2023",
        vouched_by="Named in public pages; number and hours were not confirmed",
    ),
)
