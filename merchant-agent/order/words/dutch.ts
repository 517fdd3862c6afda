/** @table of the Dutch words of orders. */
import type { Lexicon } from '../lexicon.ts';
import { numberWords } from '../number-words.ts';

export const dutch: Lexicon = {
  language: 'nl',
  numbers: numberWords('nl'),
  words: {
    article: 'een',
    container: 'zak|zakken|zakje|zakjes|doos|dozen|doosje|doosjes|blik|blikken|blikje|blikjes|pak|pakken|pakje|pakjes|pot|potten|potje|potjes|fles|flessen|stuk|stuks|st|st.',
    and: 'en|plus|en ook|alsmede|&',
    each: 'elk|van elk|ieder',
    filler: 'de|het|van|voor|aan|naar|in|op|met|mij|me|ons|ik|we|wij|u|je|uw|mijn|onze|dit|deze|volgende|alstublieft|alsjeblieft|aub|a.u.b.|graag|vandaag|ook|alleen|artikel|product|prijs|bestelling|levering|adres|moeder|vader|vrouw|man|familie|vrienden|thuis|kantoor',
    order: 'wil|willen|zou graag|zouden graag|bestellen|bestel|bestellen graag|kopen|sturen|stuur|stuurt|verzenden|nodig|heb nodig|hebben nodig|neem|nemen|hebben|mijn bestelling|onze bestelling|ontvangen|ik wil graag|wij willen graag|zou|zouden',
    ask: 'kunt u mij|kunt u ons|kunt u|kun je|mag ik|zou ik|kan ik|zou u mij',
    aside: 'hallo|hoi|dag|beste|geachte|geachte heer|geachte mevrouw|goedendag|goedemorgen|goedemiddag|goedenavond|bedankt|dank u|dank je|dank u wel|dankjewel|hartelijk dank|alvast bedankt|bij voorbaat dank|met vriendelijke groet|met vriendelijke groeten|vriendelijke groeten|groeten|groetjes|hartelijke groeten|tot ziens|fijne dag|dat is alles|mvg|sorry|pardon',
    chat: 'is|zijn|was|waren|heel|erg|goed|lekker|mooi|hoop|alles|altijd',
    opener: 'ik hoop|wij hopen|mijn naam is|bedankt voor',
    goods: 'thee|ding|dingen|producten|theepot|kop|kopje|kom|klopper|boek',
    label: 'aantal|hoeveelheid',
    vague: 'enkele|een paar|paar|wat|meer|nog een|extra|ongeveer|circa|minstens|hoogstens|genoeg|helft|half|dubbel|kg',
    stop: 'niet|geen|zonder|noch|in plaats van|als|indien|of|misschien|zelfde|hetzelfde|gebruikelijke|zoals altijd|zoals vorige keer|wijzigen|annuleren|retour|terug|kapot|verkeerd|ontbreekt|korting|voorraad|beschikbaar|heeft u|hoeveel|maar',
    correction: 'correctie|liever',
    total: 'in totaal|totaal|samen',
    past: 'vorige keer|vorige week|vorige maand',
    life: 'personen|jaar|dagen|weken|maanden|uur|kinderen',
    paper: 'factuur|bon|kaartje',
    gift: 'cadeau|cadeautje',
    shipping: 'pakket|bezorging|levering|buren|brievenbus',
    done: 'besteld|ontvangen had|gekocht',
  },
};
