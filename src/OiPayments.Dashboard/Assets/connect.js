// Opens the connection of a live page: a WebSocket and nothing before it, so that any of several nodes can be the one that takes it. A
// proxy that lets no WebSocket through is found out at once; the page then asks again and again over plain requests, which one node
// answers well, and several only if each browser is led to the same one. Where neither works, the page says whose turn it is.
(() => {
  "use strict";
  const webSockets = 1;
  const longPolling = 4;
  const soon = 10_000;
  const remembered = "oi-polls";
  const polls = sessionStorage.getItem(remembered) !== null;
  let opened = 0;

  const giveUp = () => {
    sessionStorage.removeItem(remembered);
    const help = document.getElementById("not-connected");
    if (!help.open) help.showModal();
    window.oiConnection.isHopeless = true;
  };
  const pollInstead = () => {
    sessionStorage.setItem(remembered, "");
    location.reload();
  };

  window.oiConnection = { isHopeless: false };
  window.Blazor.start({
    circuit: {
      configureSignalR: (builder) => {
        builder.withUrl("_blazor", polls ? { transport: longPolling } : { transport: webSockets, skipNegotiation: true });
        const build = builder.build.bind(builder);
        builder.build = () => {
          const connection = build();
          const start = connection.start.bind(connection);
          connection.start = async () => {
            try {
              await start();
              opened ||= performance.now();
            } catch (error) {
              // Once it was open, whatever fails is a lost connection, which the page is told of otherwise.
              if (!opened) (polls ? giveUp : pollInstead)();
              throw error;
            }
          };
          connection.onclose((error) => { if (error && polls && performance.now() - opened < soon) giveUp(); });
          return connection;
        };
      },
    },
  });
})();
