"""What the crisis page says about other people and the time after, in two languages; plain data."""

from crisis.hotlines import Words

WARNING_SIGNS: tuple[Words, ...] = (
    Words("Talking about wanting to die, or looking for a way", "Hablar de querer morir o buscar una forma de hacerlo"),
    Words("Talking about having no hope or no reason to live", "Decir que no hay esperanza ni razón para vivir"),
    Words("Feeling trapped, or in pain that cannot be borne", "Sentirse sin salida o con un dolor insoportable"),
    Words("Feeling like a burden to others", "Sentirse una carga para los demás"),
    Words("Using more alcohol or drugs", "Beber más o consumir más drogas"),
    Words("Being anxious, restless or reckless", "Estar con ansiedad, agitación o actuar con imprudencia"),
    Words("Sleeping much more or much less", "Dormir mucho más o mucho menos"),
    Words("Pulling away from others", "Aislarse"),
    Words("Rage, or talk of revenge", "Ira o hablar de venganza"),
    Words("Extreme swings of mood", "Cambios extremos de ánimo"),
    Words("Saying goodbye, or giving away treasured things", "Despedirse o regalar cosas queridas"),
)

AFTER: tuple[tuple[Words, Words], ...] = (
    (
        Words("Go gently.", "Vaya con calma."),
        Words(
            "You may feel tired, raw or ashamed. You can rest, eat something, and let someone stay with you.",
            "Puede sentir cansancio, sensibilidad o vergüenza. Puede descansar, comer algo y dejar que alguien le acompañe.",
        ),
    ),
    (
        Words("Keep some distance from danger.", "Mantenga distancia del peligro."),
        Words(
            "Ask someone you trust to hold on to anything you could use to hurt yourself.",
            "Pida a alguien de confianza que guarde lo que usted podría usar para hacerse daño.",
        ),
    ),
    (
        Words("Tell someone who treats you.", "Dígaselo a quien le atiende."),
        Words(
            "A therapist or doctor can help you make a plan for the next hard day. You can ask for a visit soon.",
            "Un terapeuta o un médico puede ayudarle a hacer un plan para el próximo día difícil. Puede pedir una cita pronto.",
        ),
    ),
    (
        Words("Call again.", "Llame otra vez."),
        Words("You can contact 988 as often as you need, also days later.", "Puede acudir al 988 las veces que lo necesite, también días después."),
    ),
    (
        Words("If someone you know died by suicide,", "Si alguien que usted conocía murió por suicidio,"),
        Words("988 is there for you too.", "el 988 también está para usted."),
    ),
)
