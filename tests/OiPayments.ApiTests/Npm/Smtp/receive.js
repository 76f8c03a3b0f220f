// Takes one mail as a real server does, reads it with a parser of its own, and says what it got. Reads { port, user, password } as JSON
// from standard input; takes nothing without TLS, and nothing from somebody who did not sign in.
const { readFileSync } = require('node:fs');
const { simpleParser } = require('mailparser');
const { SMTPServer } = require('smtp-server');

const { port, user, password } = JSON.parse(readFileSync(0, 'utf8'));

const server = new SMTPServer({
  authMethods: ['PLAIN'],
  logger: false,
  onAuth(auth, session, done) {
    const isRight = session.secure && auth.username === user && auth.password === password;
    done(isRight ? null : new Error('Not you.'), isRight ? { user } : undefined);
  },
  async onData(stream, session, done) {
    const mail = await simpleParser(stream);
    console.log(JSON.stringify({
      secure: session.secure,
      recipients: session.envelope.rcptTo.map(one => one.address),
      from: mail.from.value[0],
      to: mail.to.value[0],
      subject: mail.subject,
      messageId: mail.messageId,
      text: mail.text,
      html: mail.html,
      attachments: mail.attachments.map(one => ({
        name: one.filename, type: one.contentType, content: one.content.toString('base64'),
      })),
    }));
    done();
    server.close();
  },
});
server.listen(port, '127.0.0.1');
