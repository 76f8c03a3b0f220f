// The button stays as the way on when scripts are off.
document.forms[0].submit();
