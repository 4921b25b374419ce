"""The steps of a safety plan in our own words, in two languages; plain data. The idea is Stanley and Brown's, their form is not ours to copy."""

from dataclasses import dataclass

from crisis.hotlines import Words


@dataclass(frozen=True, slots=True)
class Step:
    """One field of the sheet: what it is for, and what may help to fill it in."""

    label: Words
    hint: Words


STEPS: tuple[Step, ...] = (
    Step(
        Words("Signs that I am heading into a crisis", "Señales de que me acerco a una crisis"),
        Words(
            "Thoughts, feelings, body signs or situations that tell me to use this plan.",
            "Pensamientos, emociones, señales del cuerpo o situaciones que me avisan de que debo usar este plan.",
        ),
    ),
    Step(
        Words("Things I can do on my own", "Lo que puedo hacer por mi cuenta"),
        Words("What takes my mind off it for a while, safely?", "¿Qué me distrae un rato sin hacerme daño?"),
    ),
    Step(
        Words("People and places that take my mind off it", "Personas y lugares que me distraen"),
        Words(
            "Who or where helps me feel less alone, even if I do not talk about the crisis?",
            "¿Con quién o dónde siento menos soledad, aunque no hable de la crisis?",
        ),
    ),
    Step(
        Words("People I can tell", "Personas a quienes les puedo contar"),
        Words("Who can I tell that I am in crisis? Name and number.", "¿A quién puedo decirle que estoy en crisis? Nombre y número."),
    ),
    Step(
        Words("Professionals and services I can call", "Profesionales y servicios a los que puedo llamar"),
        Words(
            "My therapist or doctor, the nearest emergency room, and 988, by call or text.",
            "Mi terapeuta o médico, la sala de emergencias más cercana y el 988, por llamada o mensaje de texto.",
        ),
    ),
    Step(
        Words("How I can make my space safer", "Cómo puedo hacer más seguro mi espacio"),
        Words("What will I put out of reach, and who can hold it for me?", "¿Qué voy a poner fuera de mi alcance y quién me lo puede guardar?"),
    ),
    Step(
        Words("What is worth staying for", "Por qué vale la pena quedarme"),
        Words("People, animals, hopes, faith, small things.", "Personas, animales, esperanzas, la fe, cosas pequeñas."),
    ),
)
