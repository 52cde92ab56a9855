/** Frequent short words (folded) that tell apart the languages written in Latin letters; Persian as people type it who have no other keyboard. */
export const STOP_WORDS: Record<string, string> = {
  en: 'the and you to of is it in for that my on this have with was are be not your at can but what so me just do from when how will if they an or get no has been would there were please why we i its im dont as by',
  id: 'yang di dan ini itu tidak saya untuk dengan dari ada nya juga sudah bisa aku tapi ke banyak kalau gak sangat karena pada enak tempat mau lagi akan ya anda kami saja belum tolong apa kenapa',
  de: 'der die das und ist nicht ich zu mit auf ein eine es sie den von fur dass wie wir aber auch im bei war sind hat noch nur wenn so mir mein dem bitte kann warum',
  fr: 'le la les et est de des un une je pas que vous pour dans ce il en sur ne du au avec mon nous qui mais plus tres suis cette bonjour votre mes sont',
  es: 'el la los de que y en un una no es por con para mi lo se las me del al como pero mas muy su esta hola le ya cuando porque tiene gracias',
  it: 'il di che e la un una non per sono con mi del ho le si da ma ci della anche come piu questo i nel gli mio buongiorno perche quando grazie',
  pt: 'o que de e do da em um uma nao para com os no se na por mais as dos como mas ao ele foi tem voce meu minha ja muito isso quando obrigado',
  nl: 'de het een van en ik is niet dat op te in zijn met voor maar er aan mijn ook als bij wat nog je deze heb geen naar kan waarom',
  vi: 'va la cua khong toi cho co nay duoc mot nhung voi cac da minh ban rat thi hang em roi lam o khi sao qua giao',
  tr: 've bir bu da de icin cok ne ben mi var ama gibi daha kadar olarak benim yok degil sonra nasil hic urun siparis lutfen',
  ms: 'yang dan saya tidak ini untuk dengan di tak dah boleh kenapa nak macam sudah ada ke pun lah tolong awak kami bila',
  pl: 'i w nie na to sie z ze do jest jak ale po co za mam czy od tak moje juz prosze dlaczego',
  sv: 'och att det jag inte som en ar pa for med har ett av men min om ni den till varfor',
  fa: 'az ro salam shoma bood bud dar alan shod shode ast kard karde goft ke dige hame baraye lotfan raft miad mishe nemishe yeki mige kardam mikone hanooz hanuz faghat bache rooz gereft konid vali nist hast chi kheili kheyli madaram pesaram dokhtaram hich yek konam daram darim nadare mikham hastam bayad bedoone hesabam ham emrooz dirooz dishab emshab chand hala vaghti mikonam nemikone migan behem mano kharidam nashod khoob kharab bacham oon koja chera',
}
