/** What the message says that tries out the mail server, by language. */
export const testMailWords: Readonly<Record<string, { subject: string; text: string }>> = {
  en: {
    subject: 'Test message from Carrel',
    text: 'This message was sent to find out whether letters leave the library. They do.',
  },
  de: {
    subject: 'Testnachricht von Carrel',
    text: 'Diese Nachricht prüft, ob Briefe die Bibliothek verlassen. Sie tun es.',
  },
  ar: {
    subject: 'رسالة اختبار من Carrel',
    text: 'أُرسلت هذه الرسالة للتأكد من أن رسائل المكتبة تصل إلى أصحابها، وها قد وصلت.',
  },
}
