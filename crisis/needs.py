"""What people look for a line for, in the order of the page; the keys are the page's anchors and stay."""

from __future__ import annotations

from dataclasses import dataclass

from crisis.hotlines import NOTHING, Words


@dataclass(frozen=True, slots=True)
class Need:
    """A part of the directory. Its note is always said with it, whatever staff keep."""

    key: str
    title: Words
    note: Words = NOTHING


NEEDS: tuple[Need, ...] = (
    Need("right-now", Words("Right now, for anyone", "Ahora mismo, para cualquier persona")),
    Need("veterans", Words("Veterans and service members", "Veteranos y militares")),
    Need("spanish", Words("Help in Spanish", "Ayuda en español")),
    Need("deaf", Words("Deaf or hard of hearing", "Personas sordas o con dificultades auditivas")),
    Need(
        "domestic-violence",
        Words("Harm or fear at home", "Daño o miedo en casa"),
        Words(
            "Quick exit leaves this site at once. It does not erase your browser history, and someone may be able to watch what this device "
            "does. If you can, use a device that nobody else can open.",
            "La salida rápida sale de este sitio al instante. No borra el historial de su navegador, y alguien podría vigilar lo que hace "
            "este dispositivo. Si puede, use uno que nadie más pueda abrir.",
        ),
    ),
    Need("sexual-assault", Words("Sexual assault, recent or long ago", "Agresión sexual, reciente o pasada")),
    Need("young-people", Words("Children and young people", "Niños, niñas y jóvenes")),
    Need("lgbtq", Words("LGBTQ+ people", "Personas LGBTQ+")),
    Need("maternal", Words("Pregnancy and new parents", "Embarazo, madres y padres recientes")),
    Need("substance-use", Words("Alcohol, drugs and finding treatment", "Alcohol, drogas y búsqueda de tratamiento")),
    Need("disaster", Words("After a disaster", "Después de un desastre")),
    Need("older-people", Words("Older people and caregivers", "Personas mayores y quienes las cuidan")),
    Need(
        "poison",
        Words("Poisoning or overdose", "Intoxicación o sobredosis"),
        Words(
            "Call 911 first if the person has collapsed, has a seizure, has trouble breathing or cannot be woken.",
            "Llame primero al 911 si la persona se desplomó, tiene convulsiones, respira con dificultad o no se despierta.",
        ),
    ),
    Need("eating", Words("Eating and body image", "Alimentación e imagen corporal")),
    Need("local-help", Words("Food, housing, bills and other local help", "Comida, vivienda, pagos y otra ayuda local")),
    Need(
        "outside-us",
        Words("Outside the US", "Fuera de Estados Unidos"),
        Words(
            "In danger, call the emergency number of the country: for example 112 in the EU, 999 in the UK or 000 in Australia. "
            "Canada has its own 9-8-8, by call or text, in English and French.",
            "Si hay peligro, llame al número de emergencias del país: por ejemplo, 112 en la Unión Europea, 999 en el Reino Unido o 000 en "
            "Australia. Canadá tiene su propio 9-8-8, por llamada o texto, en inglés y francés.",
        ),
    ),
)
