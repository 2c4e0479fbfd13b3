"""What people write: short invented texts in plain Spanish. No names, no numbers of anything."""

from typing import Final

QUESTIONS: Final = {
    "": (
        "¿Cómo activo los avisos de la tarjeta en la app?",
        "Me han cobrado dos veces la misma compra, ¿qué hago?",
        "¿A qué hora abre la oficina esta semana?",
        "No me llega el código para firmar una transferencia.",
        "¿Cuánto tarda en llegar una transferencia a otro banco?",
        "Quiero bloquear la tarjeta, la he perdido.",
        "¿Tiene comisión sacar dinero en otros cajeros?",
        "¿Cómo cambio el número de teléfono de mi ficha?",
        "El cajero se ha quedado con mi tarjeta.",
        "¿Se puede abrir una cuenta sin pasar por la oficina?",
        "¿Dónde veo el certificado para la declaración?",
        "No entiendo el recibo que me habéis pasado este mes.",
        "¿Cómo pido cita para hablar de una hipoteca?",
        "La app me pide actualizar y no me deja.",
        "¿Cómo doy de baja un recibo domiciliado?",
        "Llevo una semana esperando una respuesta.",
        "¿Cuándo se abonan las pensiones este mes?",
        "¿Hay cuenta sin comisiones para jóvenes?",
        "El Bizum sale como pendiente, ¿se ha enviado?",
        "¿Cómo subo el límite de la tarjeta para un viaje?",
        "He olvidado la clave de la banca digital.",
        "¿Qué documentos pedís para un préstamo personal?",
        "La gestoría necesita los movimientos del año pasado.",
        "Muy buena atención en la oficina, gracias.",
    ),
    "outage": (
        "No puedo entrar en la app desde esta mañana.",
        "¿Se ha caído la banca digital?",
        "Tengo que hacer una transferencia y la web no carga.",
        "Error al iniciar sesión, ¿cuándo se arregla?",
        "No me sale el saldo, ¿está mi dinero bien?",
        "Llevo todo el día intentando pagar un recibo.",
        "¿Vais a avisar cuando vuelva a funcionar?",
        "La tarjeta funciona pero la app no.",
    ),
    "fraud": (
        "He recibido un SMS con un enlace, ¿es vuestro?",
        "Me piden las claves por mensaje, ¿sois vosotros?",
        "He pinchado en el enlace, ¿qué hago ahora?",
        "Os están suplantando por SMS, avisad a la gente.",
    ),
}

ANSWERS: Final = {
    "": (
        "Hola, gracias por escribirnos. Te contamos los pasos por mensaje privado.",
        "Hola. Lo puedes ver en la app, en el apartado Ajustes.",
        "Sentimos la molestia. Lo revisamos y te decimos algo.",
        "Hola, ya está solucionado. Gracias por avisar.",
        "Te hemos escrito por privado para ayudarte.",
        "Hola, puedes pedir cita en la web o en la app.",
        "Gracias por la espera. Ya lo hemos pasado al equipo de tarjetas.",
        "Hola, no tiene comisión en nuestros cajeros.",
        "Puedes hacerlo desde la banca digital, sin ir a la oficina.",
        "Gracias a ti. Aquí estamos para lo que necesites.",
        "Hola, esa operación tarda un día laborable.",
        "Lamentamos lo ocurrido. Lo miramos ahora mismo.",
    ),
    "outage": (
        "Sentimos la incidencia. Estamos trabajando para resolverla.",
        "Tu dinero está seguro. Avisaremos por aquí cuando vuelva el servicio.",
        "El servicio se está recuperando. Prueba de nuevo en unos minutos.",
        "Ya funciona con normalidad. Sentimos las molestias.",
    ),
    "fraud": (
        "No es nuestro. No pulses el enlace ni des tus claves.",
        "Nunca pedimos claves por mensaje. Bórralo, por favor.",
        "Llama al teléfono de bloqueo y cambia la clave cuanto antes.",
    ),
}

AGAIN: Final = (
    "Gracias, pero sigue sin funcionar.",
    "¿Y cuánto puede tardar?",
    "Ya lo he probado y me da error.",
    "Perfecto, muchas gracias.",
    "¿Me podéis confirmar que ha quedado hecho?",
    "No encuentro ese apartado.",
    "Vale, ¿y si es de otro banco?",
    "Os acabo de mandar un privado.",
)

WHILE_WAITING: Final = ("¿Hay alguien?", "Sigo esperando.", "Es urgente, por favor.", "¿Me podéis contestar?")

PURPOSE_OF: Final = {
    "Nunca te pediremos tus claves por SMS ni por teléfono.": "service",
    "Así activas los avisos de tu tarjeta en la app.": "service",
    "Nuestra oficina móvil llega a doce pueblos más.": "institution",
    "Abrimos la convocatoria de ayudas a proyectos sociales.": "institution",
    "Charlas sobre banca digital para personas mayores.": "community",
    "La plantilla dedica un día a limpiar el río.": "institution",
    "Conoce las ventajas de domiciliar tus recibos.": "product",
    "Premiamos tres ideas de jóvenes emprendedoras.": "community",
    "Horario especial de las oficinas esta semana.": "service",
    "Seguro de hogar: qué cubre y qué no.": "product",
    "Planes de pensiones explicados sin letra pequeña.": "product",
    "Cajeros accesibles: así funcionan.": "service",
    "Empleo: buscamos personas para análisis de datos.": "talent",
    "Resultados del semestre: más crédito a familias y empresas.": "institution",
}
"""What the posts below are for; all others explain money, which is what the bank posts most."""

POSTS: Final = (
    "Cómo leer tu recibo de la luz sin perderte.",
    "Cinco pasos para hacer un presupuesto mensual.",
    "Qué mirar antes de firmar una hipoteca.",
    "Nunca te pediremos tus claves por SMS ni por teléfono.",
    "Así activas los avisos de tu tarjeta en la app.",
    "Ahorrar poco a poco también es ahorrar.",
    "Nuestra oficina móvil llega a doce pueblos más.",
    "Qué es el tipo fijo y qué es el variable, en dos minutos.",
    "Abrimos la convocatoria de ayudas a proyectos sociales.",
    "Consejos para comprar en internet con tranquilidad.",
    "Cómo comparar dos préstamos: mira la TAE.",
    "Charlas sobre banca digital para personas mayores.",
    "La plantilla dedica un día a limpiar el río.",
    "Qué gastos puedes incluir en la declaración.",
    "Conoce las ventajas de domiciliar tus recibos.",
    "Tu pyme y la factura electrónica: lo que cambia.",
    "Premiamos tres ideas de jóvenes emprendedoras.",
    "Cómo enseñar a los niños qué es el dinero.",
    "Horario especial de las oficinas esta semana.",
    "Seguro de hogar: qué cubre y qué no.",
    "Planes de pensiones explicados sin letra pequeña.",
    "Cajeros accesibles: así funcionan.",
    "Empleo: buscamos personas para análisis de datos.",
    "Resultados del semestre: más crédito a familias y empresas.",
)

CAMPAIGN: Final = "Tus cuentas, claras"
CAMPAIGN_POSTS: Final = (
    "Tus cuentas, claras: aprende a leer tu extracto.",
    "Tus cuentas, claras: la regla del 50, 30 y 20.",
    "Tus cuentas, claras: qué es el interés compuesto.",
    "Tus cuentas, claras: cómo detectar un gasto hormiga.",
    "Tus cuentas, claras: tu primer fondo para imprevistos.",
    "Tus cuentas, claras: deudas buenas y deudas malas.",
)

OUTAGE_POSTS: Final = (
    "Tenemos una incidencia en la app y en la web. Trabajamos para resolverla.",
    "Seguimos trabajando en la incidencia. Las tarjetas y los cajeros funcionan.",
    "El servicio se recupera poco a poco. Sentimos las molestias.",
)

TAGS: Final = ("#EducaciónFinanciera", "#CajaMiravalle", "#Ahorro", "#BancaDigital", "#Cercanía", "")
